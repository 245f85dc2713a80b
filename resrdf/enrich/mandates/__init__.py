"""What does a clause do to a mandate: whose, until when, with which powers and tasks?"""
