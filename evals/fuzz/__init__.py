"""A fuzzer of every parser: mangled input must end in a result or in an error of our own, soon."""
