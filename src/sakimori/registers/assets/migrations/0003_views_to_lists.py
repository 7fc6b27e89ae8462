"""Saved views of the asset list become saved views of any list; what was saved is kept."""

from django.db import migrations

COLUMNS = ("id", "assembly_id", "account_id", "name", "query", "is_shared")


def hand_over(apps, schema_editor):
    quote = schema_editor.quote_name
    columns = ", ".join(map(quote, COLUMNS))
    schema_editor.execute(
        f"insert into {quote('lists_savedview')} ({columns}, {quote('table')}) "
        f"select {columns}, 'assets:list' from {quote('assets_savedview')}"
    )


def take_back(apps, schema_editor):
    quote = schema_editor.quote_name
    columns = ", ".join(map(quote, COLUMNS))
    schema_editor.execute(
        f"insert into {quote('assets_savedview')} ({columns}) "
        f"select {columns} from {quote('lists_savedview')} where {quote('table')} = 'assets:list'"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0002_list_index"),
        ("lists", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(hand_over, take_back),
        migrations.DeleteModel(name="SavedView"),
    ]
