"""Writes 300 orders of the year 2024 as CSV; names of customers are invented shops."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

PRODUCTS = [
    ("SLK-1042", "Silk scarf, indigo", 1290), ("SLK-1077", "Silk shawl, madder red", 2450), ("SLK-2010", "Silk cushion cover", 890),
    ("CEL-3005", "Celadon teapot, 0.6 l", 1850), ("CEL-3011", "Celadon bowl, set of 4", 1640), ("CEL-3040", "Celadon vase, tall", 3200),
    ("TEA-4001", "Butterfly-pea tea, 100 g", 240), ("TEA-4002", "Lemongrass tea, 100 g", 190), ("TEA-4015", "Pandan tea, 250 g", 420),
    ("RAT-5003", "Rattan armchair", 6900), ("RAT-5010", "Rattan side table", 3400), ("RAT-5021", "Rattan lamp", 2100),
]  # fmt: skip
CUSTOMERS = [
    ("Museum Shop Utrecht", "Netherlands"), ("Galerie Bleu", "France"), ("Teehaus Isar", "Germany"), ("Nordlys Interiør", "Norway"),
    ("Harbor & Pine", "United States"), ("Maple Row Home", "Canada"), ("Kobe Craft House", "Japan"), ("Bukit Timah Living", "Singapore"),
    ("Southbank Gifts", "Australia"), ("ร้านบ้านไหม", "Thailand"), ("Riverside Hotel Group", "Thailand"), ("Casa do Chá", "Portugal"),
]  # fmt: skip
STATUSES = ["delivered"] * 16 + ["returned", "cancelled", "in transit", "delivered"]
COLUMNS = ["order_id", "order_date", "customer", "country", "sku", "product", "quantity", "unit_price_baht", "total_baht", "status"]


def write(path: Path) -> None:
    dice = random.Random(2024)  # noqa: S311 - the same orders every time
    day = date(2024, 1, 2)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for number in range(1, 301):
            sku, product, price = dice.choice(PRODUCTS)
            customer, country = dice.choice(CUSTOMERS)
            quantity = dice.choice([1, 2, 3, 4, 6, 10, 12, 20, 24, 40])
            rows.writerow(
                [f"SO-24-{number:04}", day, customer, country, sku, product, quantity, price, quantity * price, dice.choice(STATUSES)]
            )
            day += timedelta(days=dice.choice([0, 1, 1, 1, 2]))
            day = min(day, date(2024, 12, 30))
