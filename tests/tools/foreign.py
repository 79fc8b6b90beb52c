def shelve(shelf):
    pass
