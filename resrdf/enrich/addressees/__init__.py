"""Whom does an act of the Council bind, ask or empower?"""
