"""Writes random ratings of the shipped rubric as Parquet, the same for the same number.

    python benchmarks/table_rows.py COUNT FILE [--again TENTHS]

Of each 15 rows one pair of parties and area has an answer to each question: most rated, one in
twenty missing, some ranges and trends. With ``--again`` the given tenths of the rows are later
answers to questions that were answered before.
"""

from __future__ import annotations

import argparse

import duckdb

from coopcli.packs.library import areas_of, open_pack

STATEMENT = """
COPY (
  SELECT
    'pair-' || (k // 15 // {areas}) AS parties,
    {area_names}[(1 + k // 15 % {areas})::INT] AS area,
    {questions}[(1 + k % 15)::INT] AS criterion,
    DATE '2015-01-01' + (h % 2000)::INT + (CASE WHEN again THEN 2100 ELSE 0 END) AS known,
    CASE WHEN is_missing THEN 'missing' ELSE 'rated' END AS state,
    (CASE WHEN NOT is_missing THEN level END)::INT AS low,
    (CASE WHEN NOT is_missing THEN least(4, level + (i % 10 = 0)::INT) END)::INT AS high,
    ['area', 'general', 'inferred'][(1 + i % 3)::INT] AS basis,
    ['very-low', 'low', 'moderate', 'high'][(1 + j % 4)::INT] AS confidence,
    ['none', 'none', 'none', 'easing', 'hardening'][(1 + l % 5)::INT] AS trend
  FROM (
    SELECT *, j % 20 = 0 AS is_missing,
      [0, 0, 1, 1, 1, 1, 1, 2, 2, 3, 4][(1 + hash(n * 7) % 11)::INT] AS level
    FROM (
      SELECT n, n >= {first} AS again,
        CASE WHEN n < {first} THEN n ELSE (n - {first}) * {step} + n % {step} END AS k,
        hash(n) % 1000003 AS h, hash(n * 31 + 5) % 1000003 AS i,
        hash(n + 77777777777) % 1000003 AS j, hash(n * 17 + 3) % 1000003 AS l
      FROM range({count}) AS numbers(n)
    )
  )
) TO '{path}' (FORMAT parquet)
"""


def write(count: int, path: str, again: int = 0) -> None:
    """Writes rows to a file."""
    pack = open_pack("asia-society")
    names = [area.id for area in areas_of(pack)]
    first = count * (10 - again) // 10 // 15 * 15
    step = max(1, first // (count - first)) if again else 1
    with duckdb.connect() as db:
        db.execute(
            STATEMENT.format(
                areas=len(names),
                area_names=names,
                questions=[*pack.rubric.criteria],
                first=first,
                step=step,
                count=count if again else first,
                path=path,
            )
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("file")
    parser.add_argument("--again", type=int, default=0)
    given = parser.parse_args()
    write(given.count, given.file, given.again)
