import django.db.models.deletion
import sakimori.foundation.assemblies.ids
import sakimori.foundation.assemblies.scope
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('approvals', '0001_initial'),
        ('assemblies', '0001_initial'),
        ('assets', '0001_initial'),
        ('files', '0001_initial'),
        ('lending', '0001_initial'),
        ('people', '0002_unit_split_from'),
    ]

    operations = [
        migrations.CreateModel(
            name='DisposalCase',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=40, verbose_name='番号')),
                ('kind', models.CharField(choices=[('destroy', '廃棄'), ('lease_return', 'リースの返却'), ('city_return', '市・町村への返却'), ('records', '保存期間が満了した文書の廃棄')], max_length=12, verbose_name='種類')),
                ('title', models.CharField(max_length=120, verbose_name='件名')),
                ('contractor', models.CharField(blank=True, max_length=120, verbose_name='事業者')),
                ('subcontractors', models.TextField(blank=True, help_text='一行に一社ずつ。', verbose_name='再委託先')),
                ('opened_on', models.DateField(verbose_name='作成日')),
                ('planned_on', models.DateField(blank=True, null=True, verbose_name='引渡し予定日')),
                ('approved_on', models.DateField(blank=True, null=True, verbose_name='承認日')),
                ('handed_on', models.DateField(blank=True, null=True, verbose_name='引渡し日')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='完了日')),
                ('note', models.TextField(blank=True, verbose_name='備考')),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='approvals.application', verbose_name='決裁')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '廃棄・返却',
                'verbose_name_plural': '廃棄・返却',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('assembly', 'number'), name='disposal_case_number', violation_error_message='同じ番号の記録が、すでにあります。')],
            },
        ),
        migrations.CreateModel(
            name='CaseFile',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120, verbose_name='件名')),
                ('added_on', models.DateField(verbose_name='添付した日')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='ファイル')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='disposal.disposalcase', verbose_name='廃棄・返却')),
            ],
            options={
                'verbose_name': '廃棄・返却の書類',
                'verbose_name_plural': '廃棄・返却の書類',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='DisposalItem',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('serial', models.CharField(blank=True, max_length=80, verbose_name='製造番号（引渡し時）')),
                ('matched_on', models.DateField(blank=True, null=True, verbose_name='照合できた日')),
                ('exception_reason', models.CharField(blank=True, max_length=400, verbose_name='照合できないまま閉じる理由')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disposal_items', to='assets.asset', verbose_name='資産')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='disposal.disposalcase', verbose_name='廃棄・返却')),
                ('exception_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='例外を認めた人')),
            ],
            options={
                'verbose_name': '廃棄・返却する資産',
                'verbose_name_plural': '廃棄・返却する資産',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('case', 'asset'), name='disposal_item_once')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('occasion', models.CharField(choices=[('return', '返納時の初期化'), ('reuse', '使い回し'), ('disposal', '廃棄'), ('lease_return', 'リース・貸主への返却'), ('repair', '修理に出す前')], max_length=12, verbose_name='機会')),
                ('method', models.CharField(choices=[('factory_reset', '暗号化された端末の初期化（暗号消去）'), ('crypto_erase', '暗号消去'), ('secure_erase', 'ATA Secure Erase（拡張）'), ('sanitize', 'SCSI SANITIZE・NVMe Sanitize・BLOCK ERASE'), ('overwrite', '上書き消去'), ('degauss', '磁気破壊'), ('drill', '物理破壊（最下層までの多点穿孔・破砕）'), ('crush_chips', '物理破壊（記憶素子の破壊）'), ('shred', '裁断・溶解'), ('format', '通常の初期化（フォーマット）'), ('nothing_stored', '記憶装置なし')], max_length=16, verbose_name='方法')),
                ('erased_on', models.DateField(verbose_name='消去日')),
                ('operator', models.CharField(max_length=120, verbose_name='作業した人・事業者')),
                ('certificate_serial', models.CharField(blank=True, max_length=80, verbose_name='証明書にある製造番号')),
                ('lock_released', models.BooleanField(blank=True, null=True, verbose_name='MDM・アクティベーションロックの解除')),
                ('exception_reason', models.CharField(blank=True, max_length=400, verbose_name='基準と違う方法による理由')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                ('confidentiality', models.CharField(blank=True, choices=[('3A', '自治体機密性3A'), ('3B', '自治体機密性3B'), ('3C', '自治体機密性3C'), ('2', '自治体機密性2'), ('1', '自治体機密性1')], editable=False, max_length=2, verbose_name='消去したときの機密性')),
                ('is_sufficient', models.BooleanField(default=True, editable=False, verbose_name='基準に合う（例外を含む）')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='assets.asset', verbose_name='資産')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='disposal.disposalcase', verbose_name='廃棄・返却')),
                ('certificate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='消去証明書')),
                ('exception_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='例外を認めた人')),
                ('loan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='lending.loan', verbose_name='返納された貸与')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='写真')),
                ('witness', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='witnessed', to='people.person', verbose_name='立ち会った職員')),
            ],
            options={
                'verbose_name': 'データの消去',
                'verbose_name_plural': 'データの消去',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'asset', 'erased_on'], name='disposal_er_assembl_4ca9ff_idx')],
            },
        ),
        migrations.CreateModel(
            name='ListedSerial',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('serial', models.CharField(max_length=120, verbose_name='事業者の一覧の製造番号')),
                ('row', models.PositiveIntegerField(verbose_name='行')),
                ('listed_on', models.DateField(verbose_name='取り込んだ日')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listed', to='disposal.disposalcase', verbose_name='廃棄・返却')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='files.storedfile', verbose_name='事業者の一覧')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='listed', to='disposal.disposalitem', verbose_name='資産')),
            ],
            options={
                'verbose_name': '事業者の一覧',
                'verbose_name_plural': '事業者の一覧',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
    ]
