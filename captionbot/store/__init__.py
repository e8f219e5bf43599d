"""The record: tables that a person can read with ``sqlite3``. Only here is SQL spoken."""
