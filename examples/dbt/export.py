"""Writes audit_helper's results to out/ as CSV, since dbt itself keeps them as tables only."""

import sys

import psycopg2

with psycopg2.connect("dbname=demo_target") as connection, connection.cursor() as cursor:
    for table in sys.argv[1:]:
        with open(f"out/{table}.csv", "w", encoding="utf-8") as file:
            cursor.copy_expert(f"COPY dbt_audit.{table} TO STDOUT (FORMAT csv, HEADER)", file)
