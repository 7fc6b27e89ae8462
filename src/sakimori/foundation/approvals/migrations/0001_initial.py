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
            name='Application',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40, verbose_name='種類')),
                ('title', models.CharField(max_length=160, verbose_name='件名')),
                ('subject_model', models.CharField(max_length=60, verbose_name='対象の種類')),
                ('subject_id', models.UUIDField(verbose_name='対象の識別子')),
                ('from_date', models.DateField(blank=True, null=True, verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('conditions', models.TextField(blank=True, verbose_name='条件')),
                ('route', models.JSONField(default=list, verbose_name='承認する役割（順）')),
                ('applied_on', models.DateField(verbose_name='申請日')),
                ('state', models.CharField(choices=[('waiting', '承認待ち'), ('approved', '承認'), ('refused', '不承認'), ('withdrawn', '取下げ')], default='waiting', max_length=10, verbose_name='状態')),
                ('applicant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='people.person', verbose_name='申請者')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '申請',
                'verbose_name_plural': '申請',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'state'], name='approvals_a_assembl_7f8710_idx'), models.Index(fields=['assembly', 'kind', 'subject_id'], name='approvals_a_assembl_cfd23d_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('from_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='approvals_application_period', violation_error_message='終了日は開始日以後の日にしてください。')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('chair', '議長（統括）'), ('deputy', '副議長（統括の代理）'), ('secretary_general', '事務局長（統括責任者）'), ('manager', '情報セキュリティ管理者'), ('staff', '事務局職員'), ('caucus_head', '会派責任者'), ('member', '議員'), ('auditor', '監査人'), ('city_it', '市情報部門の連絡担当'), ('operator', '運用管理者')], max_length=20, verbose_name='役割')),
                ('is_approval', models.BooleanField(verbose_name='承認')),
                ('decided_on', models.DateField(verbose_name='決定日')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='決裁番号')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='意見')),
                ('same_person_reason', models.CharField(blank=True, max_length=400, verbose_name='申請者と承認者が同じ理由')),
                ('channel', models.CharField(choices=[('web', '画面'), ('link', '専用リンク'), ('paper', '紙（事務局が入力）'), ('counter', '窓口'), ('import', '取込み'), ('api', 'API'), ('job', '自動処理'), ('cli', 'コマンド')], max_length=12, verbose_name='方法')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='approvals.application', verbose_name='申請')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='people.person', verbose_name='決定者')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='files.storedfile', verbose_name='決裁文書の写し')),
            ],
            options={
                'verbose_name': '承認の記録',
                'verbose_name_plural': '承認の記録',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
    ]
