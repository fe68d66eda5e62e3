from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('attendees', '0002_devices_addresses_seen'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='attendee',
            name='feed_hash',
        ),
        migrations.RemoveField(
            model_name='attendee',
            name='feed_serial',
        ),
        migrations.RemoveField(
            model_name='attendee',
            name='key_hash',
        ),
    ]
