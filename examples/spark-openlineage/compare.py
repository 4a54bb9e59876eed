"""Takes the last day's payments out of both databases, as the listener reports by itself, and tells how they compare."""

import os
import uuid
from datetime import datetime, timezone

from openlineage.client import OpenLineageClient
from openlineage.client.event_v2 import Job, Run, RunEvent, RunState
from openlineage.client.facet_v2 import error_message_run, test_run
from pyspark.sql import SparkSession, functions as f

columns = ["product_line", "geography", "amount", "currency", "interest", "payee_name"]
server = f"jdbc:postgresql://{os.environ['PGHOST']}:{os.environ.get('PGPORT', '5432')}"
spark = SparkSession.builder.appName("payments").getOrCreate()


def extract(side):
    """One job of the listener's for each side: it reports what it wrote, and Lockgate pairs the two."""
    table = spark.read.format("jdbc").options(
        url=f"{server}/demo_{side}",
        dbtable="compare.payments",
        driver="org.postgresql.Driver",
        user=os.environ["PGUSER"],
        password=os.environ.get("PGPASSWORD", ""),
    )
    table.load().select("claim_id", *columns).write.parquet(f"out/{side}/payments")
    rows = spark.read.parquet(f"out/{side}/payments")
    return rows.select("claim_id", *(f.col(name).alias(f"{side}_{name}") for name in columns))


def compare(legacy, target):
    both = legacy.join(target, "claim_id", "full_outer")
    differ = {name: ~f.col(f"legacy_{name}").eqNullSafe(f.col(f"target_{name}")) for name in columns}
    sums = [f.sum(f"{side}_{name}").alias(f"{side}_{name}") for side in ("legacy", "target") for name in ("amount", "interest")]
    found = both.agg(*(f.count_if(one).alias(name) for name, one in differ.items()), *sums).first()
    for name in ("amount", "interest"):
        sides = found[f"legacy_{name}"], found[f"target_{name}"]
        yield result(f"{name}.sum", sides[0] == sides[1], expected=str(sides[0]), actual=str(sides[1]))
    for name in columns:
        yield result(f"{name}.same", found[name] == 0, description=f"{found[name]} payments differ")


def result(name, passed, **more):
    return test_run.TestExecution(name=f"payments.{name}", status="pass" if passed else "fail", **more)


def report(state, facets):
    """Tells of the comparison by OpenLineage's own client, which reads OPENLINEAGE_URL and OPENLINEAGE_API_KEY."""
    OpenLineageClient().emit(
        RunEvent(
            eventType=state,
            eventTime=datetime.now(timezone.utc).isoformat(),
            run=Run(runId=str(uuid.uuid4()), facets=facets),
            job=Job(namespace="claims-spark", name="payments.comparison"),
            inputs=[],
            outputs=[],
            producer="https://example.com/payments-comparison",
        )
    )


try:
    tests = list(compare(extract("legacy"), extract("target")))
    report(RunState.COMPLETE, {"test": test_run.TestRunFacet(tests=tests)})
except Exception as error:
    report(RunState.FAIL, {"errorMessage": error_message_run.ErrorMessageRunFacet(str(error), "python")})
    raise
finally:
    spark.stop()
