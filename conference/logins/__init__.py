"""Who guesses passwords has to wait; nobody else does.

Wrong tries are counted for one account from one network, so that whoever guesses locks out only who shares both with
them. The account need not exist, and the answer is always the same. Model: Tries. The admin's log-in uses the form.
Knows the hall only.
"""
