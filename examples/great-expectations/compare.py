"""Asks both databases the same expectations, and compares one query across them; writes what Great Expectations says."""

import json
import os
from pathlib import Path

import great_expectations as gx
import great_expectations.expectations as gxe
from sqlalchemy.engine import URL

out = Path("out")
sides = ("legacy", "target")


def address(side: str) -> str:
    url = URL.create(
        "postgresql+psycopg2",
        username=os.environ["PGUSER"],
        password=os.environ.get("PGPASSWORD"),
        host=os.environ["PGHOST"],
        port=int(os.environ.get("PGPORT", "5432")),
        database=f"demo_{side}",
    )
    return url.render_as_string(hide_password=False)


context = gx.get_context(mode="ephemeral")
# The names of the data sources are what Lockgate is told as legacy= and target=.
sources = {side: context.data_sources.add_postgres(side, connection_string=address(side)) for side in sides}
batches = {
    side: source.add_table_asset("payments", table_name="payments", schema_name="compare")
    .add_batch_definition_whole_table("last-day")
    for side, source in sources.items()
}


def run(name: str, expectations: list, on: tuple) -> None:
    suite = context.suites.add(gx.ExpectationSuite(name=name, expectations=expectations))
    validations = [
        context.validation_definitions.add(
            gx.ValidationDefinition(name=f"{name}-{side}", data=batches[side], suite=suite)
        )
        for side in on
    ]
    checkpoint = gx.Checkpoint(name=name, validation_definitions=validations, result_format="SUMMARY")
    result = context.checkpoints.add(checkpoint).run()
    # CheckpointResult.json() breaks on its own run id in this release, so that its parts are written one by one.
    document = {
        "run_id": result.run_id.to_json_dict(),
        "success": result.success,
        "run_results": {str(key): part.to_json_dict() for key, part in result.run_results.items()},
    }
    (out / f"{name}.json").write_text(json.dumps(document))
    print(f"{name}: {'success' if result.success else 'no success'}")


# One suite on each side. The bounds are wide, since what counts is that both sides show the same.
run(
    "payments-statistics",
    [
        gxe.ExpectTableRowCountToBeBetween(min_value=1),
        gxe.ExpectColumnSumToBeBetween(column="amount", min_value=0),
        gxe.ExpectColumnSumToBeBetween(column="interest", min_value=0),
        gxe.ExpectColumnMaxToBeBetween(column="amount", min_value=0),
        gxe.ExpectColumnUniqueValueCountToBeBetween(column="currency", min_value=1),
        gxe.ExpectColumnValuesToNotBeNull(column="payee_name"),
        gxe.ExpectColumnValueLengthsToBeBetween(column="payee_name", max_value=40, mostly=0.9),
    ],
    sides,
)

# What the treasury asks, of both sides at once.
paid = "SELECT product_line, geography, sum(amount)::text AS paid FROM compare.payments GROUP BY 1, 2 ORDER BY 1, 2"
run(
    "payments-by-line",
    [
        gxe.ExpectQueryResultsToMatchComparison(
            base_query=paid, comparison_data_source_name="target", comparison_query=paid
        )
    ],
    ("legacy",),
)
