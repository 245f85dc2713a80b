"""The version of this program, said once: the package, its metadata and what it writes read it here."""

VERSION = "0.1.0"
