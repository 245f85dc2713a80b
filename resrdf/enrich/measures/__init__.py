"""What does a clause do to the measures of Article 41: which, of what regime, until when?"""
