"""What does a clause cite, and to what end?"""
