import django.db.models.deletion
import sakimori.foundation.assemblies.ids
import sakimori.foundation.assemblies.scope
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assemblies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveBigIntegerField(verbose_name='通し番号')),
                ('at', models.DateTimeField(verbose_name='日時')),
                ('actor', models.CharField(max_length=60, verbose_name='操作者')),
                ('person_id', models.UUIDField(null=True)),
                ('post', models.CharField(blank=True, max_length=200, verbose_name='職')),
                ('channel', models.CharField(max_length=12, verbose_name='経路')),
                ('action', models.CharField(max_length=80, verbose_name='操作')),
                ('request', models.CharField(blank=True, max_length=40)),
                ('line', models.TextField()),
                ('leaf', models.BinaryField(max_length=32)),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '操作の記録',
                'verbose_name_plural': '操作の記録',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'at'], name='ledger_entr_assembl_c024ab_idx'), models.Index(fields=['assembly', 'action'], name='ledger_entr_assembl_295fd6_idx')],
                'constraints': [models.UniqueConstraint(fields=('assembly', 'sequence'), name='ledger_entry_sequence')],
            },
        ),
        migrations.CreateModel(
            name='Detail',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('model', models.CharField(max_length=60)),
                ('object_id', models.CharField(max_length=60)),
                ('salt', models.BinaryField(max_length=16, null=True)),
                ('payload', models.TextField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
                ('erased_reason', models.CharField(blank=True, max_length=200)),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='details', to='ledger.entry')),
            ],
            options={
                'verbose_name': '変更の内容',
                'verbose_name_plural': '変更の内容',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'model', 'object_id'], name='ledger_deta_assembl_a112b2_idx')],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('frontier', models.BinaryField(default=bytes)),
                ('last_at', models.DateTimeField(null=True)),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('assembly',), name='ledger_one_head')],
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('size', models.PositiveBigIntegerField(verbose_name='件数')),
                ('root', models.BinaryField(max_length=32)),
                ('at', models.DateTimeField(verbose_name='作成日時')),
                ('key_id', models.CharField(max_length=80, verbose_name='鍵')),
                ('note', models.TextField(verbose_name='署名付きの文面')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '記録の控え（チェックポイント）',
                'verbose_name_plural': '記録の控え（チェックポイント）',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'size'], name='ledger_chec_assembl_c017a8_idx')],
            },
        ),
    ]
