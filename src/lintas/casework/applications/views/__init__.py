"""Pages of cases: the applicant's own, and the officers' desk."""
