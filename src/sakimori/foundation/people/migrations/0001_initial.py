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
            name='Person',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='氏名（本名）')),
                ('public_name', models.CharField(blank=True, help_text='公に使う名前が本名と違うときだけ入力します。', max_length=80, verbose_name='議員名・通称・旧姓')),
                ('former_name', models.CharField(blank=True, max_length=80, verbose_name='旧姓')),
                ('kana', models.CharField(blank=True, max_length=120, verbose_name='ふりがな')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='メールアドレス')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='電話番号')),
                ('number', models.CharField(blank=True, help_text='議席番号や職員番号など。', max_length=20, verbose_name='整理番号')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='備考')),
                ('is_sample', models.BooleanField(default=False, verbose_name='見本')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '対象者',
                'verbose_name_plural': '対象者',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'kana', 'name'], name='people_pers_assembl_031082_idx')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_date', models.DateField(verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('title', models.CharField(max_length=80, verbose_name='職名')),
                ('role', models.CharField(choices=[('chair', '議長（統括）'), ('deputy', '副議長（統括の代理）'), ('secretary_general', '事務局長（統括責任者）'), ('manager', '情報セキュリティ管理者'), ('staff', '事務局職員'), ('caucus_head', '会派責任者'), ('member', '議員'), ('auditor', '監査人'), ('city_it', '市情報部門の連絡担当'), ('operator', '運用管理者')], max_length=20, verbose_name='役割')),
                ('duty_text', models.CharField(blank=True, max_length=200, verbose_name='役割の内容')),
                ('is_required', models.BooleanField(default=True, help_text='空席のとき「任命されていない」と表示します。', verbose_name='必置')),
                ('is_window', models.BooleanField(default=False, verbose_name='統一窓口')),
                ('deputy_order', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='代理の順位')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('deputy_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='people.post', verbose_name='代理する職')),
            ],
            options={
                'verbose_name': '職',
                'verbose_name_plural': '職',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_date', models.DateField(verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='決裁番号')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='決裁日')),
                ('end_reason', models.CharField(blank=True, choices=[('term', '任期満了'), ('resignation', '辞職'), ('disqualification', '失職'), ('death', '死亡'), ('transfer', '異動'), ('other', 'その他')], max_length=20, verbose_name='退任の理由')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='people.person', verbose_name='就任者')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='people.post', verbose_name='職')),
            ],
            options={
                'verbose_name': '任命',
                'verbose_name_plural': '任命',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'post', 'from_date'], name='people_appo_assembl_a7abb3_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='people_appointment_period', violation_error_message='終了日は開始日以後の日にしてください。')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='議席番号')),
                ('vacant_from', models.DateField(blank=True, null=True, verbose_name='欠員となった日')),
                ('vacancy_note', models.CharField(blank=True, max_length=200, verbose_name='欠員の理由')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '議席',
                'verbose_name_plural': '議席',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_date', models.DateField(verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('end_reason', models.CharField(blank=True, choices=[('term', '任期満了'), ('resignation', '辞職'), ('disqualification', '失職'), ('death', '死亡'), ('transfer', '異動'), ('other', 'その他')], max_length=20, verbose_name='退任の理由')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='people.person', verbose_name='議員')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='people.seat', verbose_name='議席')),
            ],
            options={
                'verbose_name': '在職',
                'verbose_name_plural': '在職',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'from_date', 'to_date'], name='people_offi_assembl_972959_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='people_office_period', violation_error_message='終了日は開始日以後の日にしてください。')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_date', models.DateField(verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='期')),
                ('election_date', models.DateField(blank=True, null=True, verbose_name='選挙期日')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='議員定数')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '任期',
                'verbose_name_plural': '任期',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='people_term_period', violation_error_message='終了日は開始日以後の日にしてください。')],
            },
        ),
        migrations.AddField(
            model_name='seat',
            name='term',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seat_rows', to='people.term', verbose_name='任期'),
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_date', models.DateField(verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('kind', models.CharField(choices=[('assembly', '議会'), ('secretariat', '議会事務局'), ('caucus', '会派'), ('committee', '委員会等'), ('outside', '外部（市の情報部門など）')], max_length=12, verbose_name='種別')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('short_name', models.CharField(blank=True, max_length=20, verbose_name='略称')),
                ('ended_by', models.CharField(blank=True, choices=[('dissolved', '解散'), ('merged', '合流'), ('split', '分割')], max_length=12, verbose_name='終了の理由')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='people.unit', verbose_name='引継先')),
            ],
            options={
                'verbose_name': '組織単位',
                'verbose_name_plural': '組織単位',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='people_unit_period', violation_error_message='終了日は開始日以後の日にしてください。')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='people.unit', verbose_name='組織単位'),
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_date', models.DateField(verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.person', verbose_name='所属者')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.unit', verbose_name='会派・委員会')),
            ],
            options={
                'verbose_name': '所属',
                'verbose_name_plural': '所属',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='people_membership_period', violation_error_message='終了日は開始日以後の日にしてください。')],
            },
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('term', 'number'), name='people_seat_number'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='people_post_period', violation_error_message='終了日は開始日以後の日にしてください。'),
        ),
    ]
