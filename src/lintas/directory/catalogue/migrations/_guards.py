"""Triggers by which the database itself refuses to rewrite or overlap published versions."""

KEPT = {
    "catalogue_policy": (
        "id",
        "service_id",
        "number",
        "effective_from",
        "confidence",
        "document",
        "content_hash",
        "published_at",
        "published_by",
    ),
    "catalogue_tariffversion": (
        "id",
        "fee_id",
        "effective_from",
        "confidence",
        "name_id",
        "name_en",
        "amount",
        "currency",
        "basis",
        "note",
    ),
}
OF = {"catalogue_policy": "service_id", "catalogue_tariffversion": "fee_id"}
FINAL = "catalogue: a published version is final"
OVERLAP = "catalogue: versions overlap"


def install(apps, schema_editor):
    for table in KEPT:
        for statement in _statements(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    for table in KEPT:
        if schema_editor.connection.vendor == "postgresql":
            for name in ("final", "alone", "stays"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_{name}()")
        else:
            for name in ("final", "alone_new", "alone_changed"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}")


def _overlap(table):
    return (  # names from the table above only
        f"EXISTS (SELECT 1 FROM {table} AS other WHERE other.id <> NEW.id AND other.{OF[table]} = NEW.{OF[table]}"  # noqa: S608
        " AND (NEW.effective_to IS NULL OR other.effective_from <= NEW.effective_to)"
        " AND (other.effective_to IS NULL OR NEW.effective_from <= other.effective_to))"
    )


def _rewritten(table, differs):
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in KEPT[table])
    # The end may be set once, on an open version.
    return f"{changed} OR (OLD.effective_to IS NOT NULL AND NEW.effective_to {differs} OLD.effective_to)"


def _statements(table, vendor):
    if vendor == "postgresql":
        guards = {
            "final": ("BEFORE UPDATE", _rewritten(table, "IS DISTINCT FROM"), FINAL, "NEW"),
            "alone": ("BEFORE INSERT OR UPDATE", _overlap(table), OVERLAP, "NEW"),
            "stays": ("BEFORE DELETE", "TRUE", FINAL, "OLD"),
        }
        for name, (moment, condition, message, row) in guards.items():
            yield (
                f"CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
                f" END IF; RETURN {row}; END $$"
            )
            yield (f"CREATE TRIGGER {table}_{name} {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_{name}()")
    else:
        # No trigger on DELETE here: it would also stop a test database from being emptied, which is done
        # by DELETE on SQLite. The model refuses.
        guards = {
            "final": ("BEFORE UPDATE", _rewritten(table, "IS NOT"), FINAL),
            "alone_new": ("BEFORE INSERT", _overlap(table), OVERLAP),
            "alone_changed": ("BEFORE UPDATE", _overlap(table), OVERLAP),
        }
        for name, (moment, condition, message) in guards.items():
            yield (
                f"CREATE TRIGGER {table}_{name} {moment} ON {table} WHEN {condition}"
                f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
