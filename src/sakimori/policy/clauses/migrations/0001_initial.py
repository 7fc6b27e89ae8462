import django.db.models.deletion
import sakimori.foundation.assemblies.ids
import sakimori.foundation.assemblies.scope
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('asks', '0001_initial'),
        ('assemblies', '0001_initial'),
        ('files', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                ('title', models.CharField(max_length=160, verbose_name='名称')),
                ('kind', models.CharField(choices=[('own', '議会単独の方針'), ('joint', '市などと共同の方針')], default='own', max_length=8, verbose_name='種別')),
                ('joint_with', models.CharField(blank=True, max_length=120, verbose_name='共同で定める機関')),
                ('source_name', models.CharField(blank=True, max_length=200, verbose_name='元の文書')),
                ('source_text', models.TextField(blank=True, verbose_name='元の文')),
                ('state', models.CharField(choices=[('draft', '準備中'), ('proposed', '決定待ち'), ('decided', '決定済み'), ('withdrawn', '取下げ')], default='draft', max_length=10, verbose_name='状態')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='決定日')),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='施行日')),
                ('meeting', models.CharField(blank=True, max_length=120, verbose_name='決定した会議')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='決裁番号')),
                ('text_sha256', models.CharField(blank=True, max_length=64, verbose_name='照合値')),
                ('dropped', models.JSONField(blank=True, default=list, verbose_name='方針でないと判断した部分')),
                ('doubts', models.JSONField(blank=True, default=list, verbose_name='確認が要るところ')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='起案者')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='決定者')),
                ('source_file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='files.storedfile', verbose_name='元のファイル')),
                ('supersedes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='clauses.policyversion', verbose_name='前の版')),
            ],
            options={
                'verbose_name': '方針の版',
                'verbose_name_plural': '方針の版',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'state', 'effective_on'], name='clauses_pol_assembl_b06857_idx')],
                'constraints': [models.UniqueConstraint(fields=('assembly', 'number'), name='clauses_version_number')],
            },
        ),
        migrations.CreateModel(
            name='HistoryEvent',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('date', models.DateField(verbose_name='日付')),
                ('event', models.CharField(max_length=12, verbose_name='できごと')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='clauses.policyversion', verbose_name='版')),
            ],
            options={
                'verbose_name': '策定履歴',
                'verbose_name_plural': '策定履歴',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('path', models.CharField(max_length=60, verbose_name='条項番号')),
                ('order', models.PositiveIntegerField(verbose_name='並び順')),
                ('depth', models.PositiveSmallIntegerField(default=0, verbose_name='深さ')),
                ('heading', models.CharField(blank=True, max_length=200, verbose_name='見出し')),
                ('text', models.TextField(blank=True, verbose_name='本文')),
                ('frequency', models.CharField(blank=True, max_length=12, verbose_name='頻度')),
                ('actor', models.CharField(blank=True, max_length=120, verbose_name='行う人')),
                ('obligation', models.CharField(blank=True, max_length=12, verbose_name='義務か任意か')),
                ('obligation_words', models.JSONField(blank=True, default=list, verbose_name='そう判断した言葉')),
                ('ground', models.CharField(choices=[('law', '法律'), ('policy', '本方針'), ('guideline', '指針・助言')], default='policy', max_length=12, verbose_name='根拠')),
                ('concerns_assembly', models.BooleanField(default=True, verbose_name='議会に関係する')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='補足')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='clauses.clause', verbose_name='上の条項')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clauses', to='clauses.policyversion', verbose_name='版')),
            ],
            options={
                'verbose_name': '条項',
                'verbose_name_plural': '条項',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['version', 'order'], name='clauses_cla_version_64061d_idx')],
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='確認日')),
                ('at', models.DateTimeField(verbose_name='記録日時')),
                ('channel', models.CharField(choices=[('web', '画面'), ('link', '専用リンク'), ('paper', '紙（事務局が入力）'), ('counter', '窓口'), ('import', '取込み'), ('api', 'API'), ('job', '自動処理'), ('cli', 'コマンド')], max_length=12, verbose_name='方法')),
                ('statement', models.CharField(max_length=400, verbose_name='確認の文')),
                ('text_sha256', models.CharField(max_length=64, verbose_name='確認した文の照合値')),
                ('ask', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='asks.ask', verbose_name='お願い')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='people.person', verbose_name='確認した人')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='files.storedfile', verbose_name='紙の写し')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='clauses.policyversion', verbose_name='版')),
            ],
            options={
                'verbose_name': '方針の確認',
                'verbose_name_plural': '方針の確認',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'version', 'person'], name='clauses_ack_assembl_8fb80a_idx')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('published_on', models.DateField(verbose_name='公表日')),
                ('address', models.CharField(max_length=400, verbose_name='公表した場所（アドレスなど）')),
                ('medium', models.CharField(blank=True, max_length=60, verbose_name='方法')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='公表した文書の照合値')),
                ('days_taken', models.IntegerField(verbose_name='決定からの日数')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='備考')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='clauses.policyversion', verbose_name='版')),
            ],
            options={
                'verbose_name': '公表の記録',
                'verbose_name_plural': '公表の記録',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reviewed_on', models.DateField(verbose_name='見直した日')),
                ('outcome', models.CharField(choices=[('no_change', '変更の必要なし'), ('change', '改定する')], max_length=10, verbose_name='結論')),
                ('reasons', models.TextField(verbose_name='理由')),
                ('meeting', models.CharField(blank=True, max_length=120, verbose_name='会議')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='次の見直しの予定')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='clauses.policyversion', verbose_name='版')),
            ],
            options={
                'verbose_name': '見直しの記録',
                'verbose_name_plural': '見直しの記録',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ReviewTrigger',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('law', '法令・指針の改正'), ('incident', '事案の発生'), ('organization', '体制の変更'), ('audit', '監査・点検の結果'), ('other', 'その他')], max_length=12, verbose_name='種類')),
                ('occurred_on', models.DateField(verbose_name='日付')),
                ('text', models.CharField(max_length=400, verbose_name='内容')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '見直しのきっかけ',
                'verbose_name_plural': '見直しのきっかけ',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ClauseMeasure',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('measure', models.CharField(max_length=40, verbose_name='施策')),
                ('confidence', models.PositiveSmallIntegerField(default=100, verbose_name='確からしさ（%）')),
                ('words', models.JSONField(blank=True, default=list, verbose_name='そう判断した言葉')),
                ('where', models.CharField(blank=True, max_length=10, verbose_name='言葉のあった所')),
                ('source', models.CharField(choices=[('machine', '自動'), ('person', '人が確認')], default='machine', max_length=8, verbose_name='判断')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='clauses.clause', verbose_name='条項')),
            ],
            options={
                'verbose_name': '条項の施策',
                'verbose_name_plural': '条項の施策',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('clause', 'measure'), name='clauses_measure_once')],
            },
        ),
    ]
