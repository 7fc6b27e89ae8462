import django.db.models.deletion
import sakimori.foundation.assemblies.ids
import sakimori.foundation.assemblies.scope
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assemblies', '0001_initial'),
        ('files', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ask',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40, verbose_name='種類')),
                ('title', models.CharField(max_length=120, verbose_name='件名')),
                ('subject_model', models.CharField(max_length=60, verbose_name='対象の種類')),
                ('subject_id', models.UUIDField(verbose_name='対象の識別子')),
                ('opened_on', models.DateField(verbose_name='依頼日')),
                ('due_on', models.DateField(verbose_name='期限')),
                ('state', models.CharField(choices=[('open', '回答待ち'), ('answered', '回答済み'), ('withdrawn', '取下げ')], default='open', max_length=10, verbose_name='状態')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='回答日時')),
                ('channel', models.CharField(blank=True, choices=[('web', '画面'), ('link', '専用リンク'), ('paper', '紙（事務局が入力）'), ('counter', '窓口'), ('import', '取込み'), ('api', 'API'), ('job', '自動処理'), ('cli', 'コマンド')], max_length=12, verbose_name='回答の方法')),
                ('answer', models.JSONField(blank=True, null=True, verbose_name='回答')),
                ('closed_note', models.CharField(blank=True, max_length=200, verbose_name='取下げの理由')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='people.person', verbose_name='お願いする人')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='files.storedfile', verbose_name='紙の回答の写し')),
            ],
            options={
                'verbose_name': 'お願い',
                'verbose_name_plural': 'お願い',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'state', 'due_on'], name='asks_ask_assembl_402572_idx'), models.Index(fields=['assembly', 'kind', 'subject_id'], name='asks_ask_assembl_2b9567_idx')],
            },
        ),
        migrations.CreateModel(
            name='AskLink',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_on', models.DateField(verbose_name='有効期限')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='取消日時')),
                ('made_for', models.CharField(choices=[('letter', '手紙'), ('mail', 'メール'), ('screen', '画面')], max_length=12, verbose_name='渡し方')),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='asks.ask', verbose_name='お願い')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '専用リンク',
                'verbose_name_plural': '専用リンク',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40, verbose_name='種類')),
                ('title', models.CharField(max_length=120, verbose_name='件名')),
                ('subject_model', models.CharField(max_length=60, verbose_name='対象の種類')),
                ('subject_id', models.UUIDField(verbose_name='対象の識別子')),
                ('opened_on', models.DateField(verbose_name='開始日')),
                ('due_on', models.DateField(verbose_name='期限')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('message', models.TextField(blank=True, verbose_name='お願いの文')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '一斉のお願い',
                'verbose_name_plural': '一斉のお願い',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='ask',
            name='campaign',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='asks.campaign', verbose_name='一斉のお願い'),
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('given_on', models.DateField(verbose_name='日付')),
                ('means', models.CharField(choices=[('mail', 'メール'), ('letter', '手紙'), ('oral', '口頭')], max_length=12, verbose_name='方法')),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='asks.ask', verbose_name='お願い')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '再度のお願い',
                'verbose_name_plural': '再度のお願い',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('kind', 'subject_id', 'person'), name='asks_one_open_per_person'),
        ),
    ]
