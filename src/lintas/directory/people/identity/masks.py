"""Show enough of a value to recognise it and too little to use it."""

DOT = "•"


def mask_nik(nik: str) -> str:
    """Show the first two and the last four digits."""
    return f"{nik[:2]}{DOT * 10}{nik[-4:]}" if len(nik) == 16 else DOT * 8


def mask_phone(phone: str) -> str:
    """Show the beginning up to the operator's first digit and the last three digits."""
    return f"{phone[:4]}{DOT * 6}{phone[-3:]}" if len(phone) >= 9 else DOT * 8


def mask_email(email: str) -> str:
    """Show the first letter and the domain."""
    name, at, domain = email.rpartition("@")
    return f"{name[:1]}{DOT * 5}@{domain}" if at and name else DOT * 8


def mask_name(name: str) -> str:
    """Show the first word and the initials of the others."""
    first, *others = name.split() or [DOT * 5]
    return " ".join([first, *(f"{word[0]}." for word in others)])


def mask_day(day: str) -> str:
    """Show only the year of an ISO date."""
    return f"{day[:4]}-{DOT * 2}-{DOT * 2}" if len(day) == 10 else DOT * 8


_MASKS = {
    "nik": mask_nik,
    "kk": mask_nik,
    "phone": mask_phone,
    "email": mask_email,
    "full_name": mask_name,
    "mother_name": mask_name,
    "father_name": mask_name,
    "birth_date": mask_day,
}


def masked(field: str, value: str) -> str:
    """Return the value as shown before it is asked for in full; a field without its own mask is hidden wholly."""
    return _MASKS[field](value) if field in _MASKS else DOT * 8
