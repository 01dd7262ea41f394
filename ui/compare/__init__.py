"""Tables 1 to 3 to sort and filter, and plots of their figures."""
