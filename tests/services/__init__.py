"""Private servers for the tests: started on free ports in a folder of their own, gone when the tests end."""
