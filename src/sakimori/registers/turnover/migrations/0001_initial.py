import django.db.models.deletion
import sakimori.foundation.assemblies.ids
import sakimori.foundation.assemblies.scope
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assemblies', '0001_initial'),
        ('people', '0002_unit_split_from'),
    ]

    operations = [
        migrations.CreateModel(
            name='Turnover',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('election_date', models.DateField(verbose_name='選挙期日')),
                ('opened_on', models.DateField(verbose_name='開始日')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('return_place', models.CharField(blank=True, max_length=120, verbose_name='返納の場所')),
                ('message', models.TextField(blank=True, verbose_name='返納のお願いの文')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('next_term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.term', verbose_name='始まる任期')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turnovers', to='people.term', verbose_name='終わる任期')),
            ],
            options={
                'verbose_name': '改選の作業',
                'verbose_name_plural': '改選の作業',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('term',), name='turnover_one_a_term')],
            },
        ),
        migrations.CreateModel(
            name='ReturnSlot',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField(verbose_name='日時')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_slots', to='people.person', verbose_name='議員')),
                ('turnover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='turnover.turnover', verbose_name='改選の作業')),
            ],
            options={
                'verbose_name': '返納の日時',
                'verbose_name_plural': '返納の日時',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('turnover', 'person'), name='turnover_slot_once')],
            },
        ),
        migrations.CreateModel(
            name='ClosedAccount',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('service', models.CharField(max_length=120, verbose_name='サービス')),
                ('due_on', models.DateField(verbose_name='期限')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='停止した日')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='議員')),
                ('turnover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closed', to='turnover.turnover', verbose_name='改選の作業')),
            ],
            options={
                'verbose_name': '停止するアカウント',
                'verbose_name_plural': '停止するアカウント',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('turnover', 'person', 'service'), name='turnover_account_once')],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('stays', models.BooleanField(blank=True, null=True, verbose_name='引き続き在職')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='議員')),
                ('turnover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='turnover.turnover', verbose_name='改選の作業')),
            ],
            options={
                'verbose_name': '改選の見込み',
                'verbose_name_plural': '改選の見込み',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('turnover', 'person'), name='turnover_candidate_once')],
            },
        ),
    ]
