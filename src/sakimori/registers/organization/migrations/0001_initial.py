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
            name='EmergencyContact',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_date', models.DateField(verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('kind', models.CharField(choices=[('window', '統一窓口'), ('chair', '議長・副議長'), ('secretariat', '議会事務局'), ('caucus', '会派'), ('city_csirt', '市CSIRT・情報部門'), ('vendor', '委託先・事業者'), ('police', '警察・関係機関'), ('other', 'その他')], max_length=12, verbose_name='種別')),
                ('name', models.CharField(help_text='例: 議会事務局 統一窓口、端末の保守窓口', max_length=80, verbose_name='名称')),
                ('phone_day', models.CharField(blank=True, max_length=30, verbose_name='電話（日中）')),
                ('phone_night', models.CharField(blank=True, max_length=30, verbose_name='電話（夜間・休日）')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='メールアドレス')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='連絡の順')),
                ('note', models.CharField(blank=True, help_text='受付時間や、かけるときの注意など。', max_length=200, verbose_name='備考')),
                ('changed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='番号や担当者を変えた日')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='people.person', verbose_name='担当者')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='people.post', verbose_name='職')),
            ],
            options={
                'verbose_name': '緊急連絡先',
                'verbose_name_plural': '緊急連絡先',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='organization_emergencycontact_period', violation_error_message='終了日は開始日以後の日にしてください。')],
            },
        ),
        migrations.CreateModel(
            name='ContactCheck',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('checked_on', models.DateField(verbose_name='確認した日')),
                ('result', models.CharField(choices=[('confirmed', '本人に確認した'), ('reached', '電話をかけて通じた'), ('unreached', '電話をかけたが通じなかった')], max_length=12, verbose_name='結果')),
                ('how', models.CharField(blank=True, max_length=200, verbose_name='確認の方法と結果')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='organization.emergencycontact', verbose_name='緊急連絡先')),
            ],
            options={
                'verbose_name': '緊急連絡先の確認',
                'verbose_name_plural': '緊急連絡先の確認',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'contact', 'checked_on'], name='organizatio_assembl_ee057d_idx')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='会議の名称')),
                ('held_on', models.DateField(verbose_name='開催日')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='場所')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='備考')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='people.unit', verbose_name='会議体')),
            ],
            options={
                'verbose_name': '会議',
                'verbose_name_plural': '会議',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'held_on'], name='organizatio_assembl_ba1c73_idx')],
            },
        ),
        migrations.CreateModel(
            name='MeetingItem',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='議題番号')),
                ('title', models.CharField(max_length=160, verbose_name='議題')),
                ('outcome', models.CharField(choices=[('open', '協議中'), ('agreed', '決定'), ('rejected', '否決・取下げ'), ('continued', '次回へ継続'), ('noted', '報告（決定なし）')], default='open', max_length=10, verbose_name='結果')),
                ('decision', models.TextField(blank=True, verbose_name='決定の内容')),
                ('clause_path', models.CharField(blank=True, help_text='例: 6(1)', max_length=60, verbose_name='関係する条項')),
                ('subject_model', models.CharField(blank=True, editable=False, max_length=60, verbose_name='対象の種類')),
                ('subject_id', models.UUIDField(blank=True, editable=False, null=True, verbose_name='対象の識別子')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='organization.meeting', verbose_name='会議')),
            ],
            options={
                'verbose_name': '議題',
                'verbose_name_plural': '議題',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'clause_path'], name='organizatio_assembl_c71483_idx'), models.Index(fields=['assembly', 'subject_model', 'subject_id'], name='organizatio_assembl_6d050d_idx')],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'order'), name='organization_item_order')],
            },
        ),
    ]
