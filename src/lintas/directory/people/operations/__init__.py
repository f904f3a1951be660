"""The front door for changes about people, and for looking at what is sealed."""

from lintas.directory.people.door import NotAllowed, reveal, reveal_file, reveal_people, reveal_person
from lintas.directory.people.looks import LookNotRecorded
from lintas.directory.people.operations.backup import BackupCodeWrong, issue_backup_codes, use_backup_code
from lintas.directory.people.operations.contacts import (
    AddressImpossible,
    CodeExpired,
    CodeToSend,
    CodeUsed,
    CodeWrong,
    TooManyTries,
    UnknownContact,
    add_contact,
    code_to_send,
    prove_contact,
    reveal_contact,
    send_code,
)
from lintas.directory.people.operations.doubts import UnknownRecord, doubt_access
from lintas.directory.people.operations.officers import (
    NameTaken,
    RoleHeld,
    SelfAppointment,
    ServesElsewhere,
    UnknownOfficer,
    assign_role,
    create_officer,
    disable_officer,
    end_assignment,
)
from lintas.directory.people.operations.passwords import PasswordTooWeak, WrongPassword, change_password
from lintas.directory.people.operations.persons import UnknownField, record_identity, register_person, set_language
from lintas.directory.people.operations.sign_in import SignInRefused, prove, sign_in
from lintas.directory.people.queries import UnknownPerson

__all__ = [
    "AddressImpossible",
    "BackupCodeWrong",
    "CodeExpired",
    "CodeToSend",
    "CodeUsed",
    "CodeWrong",
    "LookNotRecorded",
    "NameTaken",
    "NotAllowed",
    "PasswordTooWeak",
    "RoleHeld",
    "SelfAppointment",
    "ServesElsewhere",
    "SignInRefused",
    "TooManyTries",
    "UnknownContact",
    "UnknownField",
    "UnknownOfficer",
    "UnknownPerson",
    "UnknownRecord",
    "WrongPassword",
    "add_contact",
    "assign_role",
    "change_password",
    "code_to_send",
    "create_officer",
    "disable_officer",
    "doubt_access",
    "end_assignment",
    "issue_backup_codes",
    "prove",
    "prove_contact",
    "record_identity",
    "register_person",
    "reveal",
    "reveal_contact",
    "reveal_file",
    "reveal_people",
    "reveal_person",
    "send_code",
    "set_language",
    "sign_in",
    "use_backup_code",
]
