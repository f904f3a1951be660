"""The gallery: every component with its options and examples, which are its tests as well."""
