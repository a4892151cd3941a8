"""The store's own books. `account` and `changes` are JSON."""

from kernel.schema.bookkeeping import UNITS
from kernel.schema.tables import create_table_sql

SYSTEM_TABLES = {
    "unit_aliases": (
        "CREATE TABLE unit_aliases (kind VARCHAR, alias VARCHAR, name VARCHAR, "
        "valid_from DATE, valid_to DATE)"
    ),
    "import_batches": (
        "CREATE TABLE import_batches (batch_id BIGINT, imported_at TIMESTAMP, file VARCHAR, "
        "sha256 VARCHAR, sheet VARCHAR, profile VARCHAR, encoding VARCHAR, header_row BIGINT, "
        "as_of TIMESTAMP, rows_read BIGINT, stored BIGINT, updated BIGINT, duplicates BIGINT, "
        "rejected BIGINT, set_aside BIGINT, account VARCHAR)"
    ),
    "rejected_rows": (
        "CREATE TABLE rejected_rows (batch_id BIGINT, source_file VARCHAR, source_sheet VARCHAR, "
        "source_row BIGINT, outcome VARCHAR, reason VARCHAR, field VARCHAR, value VARCHAR, "
        "original VARCHAR)"
    ),
    # What a person decided about names. A register that is imported again does not take it back.
    # Without a name: a unit that is not assessed; a class of problems that stands for itself.
    "alias_decisions": (
        "CREATE TABLE alias_decisions (kind VARCHAR, alias VARCHAR, name VARCHAR, "
        "valid_from DATE, valid_to DATE, decided_at TIMESTAMP)"
    ),
    "category_decisions": (
        "CREATE TABLE category_decisions (written VARCHAR, subcategory VARCHAR, "
        "decided_at TIMESTAMP)"
    ),
    # What a word means that no layout knows; without a value: nothing that is on the list.
    "word_decisions": (
        "CREATE TABLE word_decisions (field VARCHAR, written VARCHAR, value VARCHAR, "
        "decided_at TIMESTAMP)"
    ),
    # Kinds of objects that the office added to those that ship, as JSON (`data.objects.kinds`).
    "object_kinds": "CREATE TABLE object_kinds (id VARCHAR, definition VARCHAR)",
    # Units that go by another name than before; see `data.unit_resolution.renames`. The last four
    # tables follow from the register, the links and the decisions.
    "rename_links": (
        "CREATE TABLE rename_links (kind VARCHAR, unit_id VARCHAR, one VARCHAR, other VARCHAR, "
        "joined BOOLEAN, batch_id BIGINT)"
    ),
    "rename_decisions": (
        "CREATE TABLE rename_decisions (kind VARCHAR, former VARCHAR, name VARCHAR, since DATE, "
        "joined BOOLEAN, decided_at TIMESTAMP)"
    ),
    "rename_questions": (
        "CREATE TABLE rename_questions (unit_id VARCHAR, kind VARCHAR, former VARCHAR, "
        "name VARCHAR, since DATE, joined BOOLEAN)"
    ),
    "former_names": (
        "CREATE TABLE former_names (kind VARCHAR, former VARCHAR, name VARCHAR, "
        "valid_from DATE, valid_to DATE)"
    ),
    # Of units that changed their group, parent or people: what they were from when to when.
    "unit_stays": (
        'CREATE TABLE unit_stays (kind VARCHAR, name VARCHAR, type VARCHAR, "group" VARCHAR, '
        "parent VARCHAR, population DOUBLE, officers DOUBLE, valid_from DATE, valid_to DATE)"
    ),
    "former_units": create_table_sql(UNITS).replace("TABLE units", "TABLE former_units"),
    # Two exports of the same time that disagree on a record: what each says, field by field.
    # The later imported one stands.
    "conflicts": (
        "CREATE TABLE conflicts (table_name VARCHAR, record_key VARCHAR, field VARCHAR, "
        "as_of TIMESTAMP, earlier VARCHAR, earlier_batch BIGINT, earlier_file VARCHAR, "
        "earlier_sheet VARCHAR, earlier_row BIGINT, later VARCHAR, batch_id BIGINT, "
        "source_file VARCHAR, source_sheet VARCHAR, source_row BIGINT)"
    ),
    # What was taken back: `account` as it stood then; removed, changed: records of the whole undo.
    "undone_batches": (
        "CREATE TABLE undone_batches (batch_id BIGINT, undone_at TIMESTAMP, undone_by VARCHAR, "
        "reason VARCHAR, version BIGINT, removed BIGINT, changed BIGINT, imported_at TIMESTAMP, "
        "account VARCHAR)"
    ),
    # Outlines of units: geometry is a GeoJSON geometry (Polygon or MultiPolygon), WGS 84 or the
    # plane coordinates of the cases.
    "boundaries": (
        "CREATE TABLE boundaries (kind VARCHAR, name VARCHAR, geometry VARCHAR, "
        "batch_id BIGINT, source_file VARCHAR)"
    ),
    "publications": (
        "CREATE TABLE publications (publication_id VARCHAR, published_at TIMESTAMP, "
        "scheme VARCHAR, scheme_hash VARCHAR, period VARCHAR, store_version BIGINT, "
        "content VARCHAR)"
    ),
}
