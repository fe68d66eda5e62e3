from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def carry_over(apps, schema_editor):
    """When somebody was told becomes which time they were told of."""
    Bookmark, Talk = apps.get_model("attendees", "Bookmark"), apps.get_model("programme", "Talk")
    sequence = Talk.objects.filter(pk=OuterRef("talk")).values("sequence")
    Bookmark.objects.exclude(talk=None).exclude(lost_at=None).update(told=Subquery(sequence), lost_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ('attendees', '0004_lost_bookmarks'),
        ('programme', '0005_subtitle_and_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='bookmark',
            name='told',
            field=models.PositiveIntegerField(default=0, verbose_name="the talk's sequence when they were told that it is out"),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
