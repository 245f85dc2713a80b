"""Who must report to whom, on what, when?"""
