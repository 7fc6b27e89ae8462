import django.db.models.deletion
import sakimori.foundation.assemblies.ids
import sakimori.foundation.assemblies.scope
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assemblies', '0001_initial'),
        ('files', '0001_initial'),
        ('people', '0002_unit_split_from'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_date', models.DateField(verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('kind', models.CharField(choices=[('server_room', 'サーバー室・通信機器の設置場所'), ('office', '執務室'), ('caucus_room', '会派控室'), ('chamber', '議場・委員会室'), ('gallery', '傍聴席・ロビー'), ('archive', '書庫・倉庫'), ('cabinet', 'キャビネット・金庫・ロッカー'), ('outside', '庁舎の外（自宅・事業者など）')], max_length=12, verbose_name='種別')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('is_managed_area', models.BooleanField(default=False, verbose_name='管理区域')),
                ('who_may_enter', models.CharField(blank=True, max_length=200, verbose_name='入れる人')),
                ('rules', models.TextField(blank=True, help_text='施錠、撮影、来訪者の扱いなど。', verbose_name='きまり')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='備考')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='people.person', verbose_name='管理する人')),
                ('keeper_post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='people.post', verbose_name='管理する職')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inside', to='premises.place', verbose_name='この場所がある部屋')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='people.unit', verbose_name='使う会派・部署')),
            ],
            options={
                'verbose_name': '場所',
                'verbose_name_plural': '場所',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'order', 'name'], name='premises_pl_assembl_64889c_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='premises_place_period', violation_error_message='終了日は開始日以後の日にしてください。')],
            },
        ),
        migrations.CreateModel(
            name='AccessKey',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_date', models.DateField(verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('kind', models.CharField(choices=[('key', '鍵'), ('card', '入室カード'), ('code', '暗証番号')], max_length=8, verbose_name='種類')),
                ('number', models.CharField(max_length=40, verbose_name='鍵・カードの番号')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='premises.place', verbose_name='場所')),
            ],
            options={
                'verbose_name': '鍵・カード',
                'verbose_name_plural': '鍵・カード',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='premises_accesskey_period', violation_error_message='終了日は開始日以後の日にしてください。'), models.UniqueConstraint(condition=models.Q(('to_date__isnull', True)), fields=('place', 'kind', 'number'), name='premises_key_number', violation_error_message='同じ番号の鍵・カードが、すでにあります。')],
            },
        ),
        migrations.CreateModel(
            name='PlaceCheck',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('keys', '鍵・カードの本数の点検'), ('entry', '入退室の管理の点検'), ('round', '巡回点検')], max_length=8, verbose_name='点検の種類')),
                ('checked_on', models.DateField(verbose_name='点検日')),
                ('keys_expected', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='あるはずの本数')),
                ('keys_found', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='あった本数')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='気づいたこと')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='点検した人')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='files.storedfile', verbose_name='写真')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='premises.place', verbose_name='場所')),
            ],
            options={
                'verbose_name': '場所の点検',
                'verbose_name_plural': '場所の点検',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'place', 'kind', 'checked_on'], name='premises_pl_assembl_ea7589_idx')],
            },
        ),
        migrations.CreateModel(
            name='CheckAnswer',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('order', models.PositiveSmallIntegerField(verbose_name='番号')),
                ('item', models.CharField(max_length=120, verbose_name='点検項目')),
                ('answer', models.CharField(choices=[('good', 'よい'), ('bad', '直す必要あり'), ('none', '該当なし')], max_length=4, verbose_name='結果')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='気づいたこと')),
                ('mended_on', models.DateField(blank=True, null=True, verbose_name='直した日')),
                ('how_mended', models.CharField(blank=True, max_length=200, verbose_name='直した内容')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='files.storedfile', verbose_name='写真')),
                ('check_row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='premises.placecheck', verbose_name='点検')),
            ],
            options={
                'verbose_name': '巡回点検の結果',
                'verbose_name_plural': '巡回点検の結果',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('check_row', 'order'), name='premises_check_order')],
            },
        ),
        migrations.CreateModel(
            name='Port',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_date', models.DateField(verbose_name='開始日')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('kind', models.CharField(choices=[('lan', '有線LANの差込口'), ('wireless', '無線LANの機器'), ('phone', '電話・FAX'), ('power', '電源'), ('other', 'その他')], max_length=8, verbose_name='種類')),
                ('label', models.CharField(blank=True, max_length=60, verbose_name='表示（ラベル）')),
                ('state', models.CharField(choices=[('used', '使用中'), ('sealed', '封止・停止'), ('unused', '未使用（封止なし）')], max_length=8, verbose_name='状態')),
                ('leads_to', models.CharField(blank=True, max_length=120, verbose_name='つながる先')),
                ('change_note', models.CharField(blank=True, max_length=200, verbose_name='変更の理由')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ports', to='premises.place', verbose_name='場所')),
            ],
            options={
                'verbose_name': '回線・差込口',
                'verbose_name_plural': '回線・差込口',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='premises_port_period', violation_error_message='終了日は開始日以後の日にしてください。')],
            },
        ),
        migrations.CreateModel(
            name='RoundItem',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('order', models.PositiveSmallIntegerField(verbose_name='番号')),
                ('text', models.CharField(max_length=120, verbose_name='点検項目')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
            ],
            options={
                'verbose_name': '巡回点検の項目',
                'verbose_name_plural': '巡回点検の項目',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('assembly', 'order'), name='premises_round_order')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('visitor', models.CharField(max_length=80, verbose_name='来訪者')),
                ('company', models.CharField(blank=True, max_length=120, verbose_name='事業者・所属')),
                ('purpose', models.CharField(max_length=160, verbose_name='用件')),
                ('came_at', models.DateTimeField(verbose_name='入室')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='退室')),
                ('touched', models.CharField(blank=True, max_length=400, verbose_name='触れた機器・作業の内容')),
                ('brought', models.CharField(blank=True, max_length=200, verbose_name='持ち込んだ機器・媒体')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('escort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escorted', to='people.person', verbose_name='立会者')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='premises.place', verbose_name='場所')),
            ],
            options={
                'verbose_name': '入室の記録',
                'verbose_name_plural': '入室の記録',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['assembly', 'place', 'came_at'], name='premises_vi_assembl_39a030_idx')],
            },
        ),
        migrations.CreateModel(
            name='KeyLoan',
            fields=[
                ('id', models.UUIDField(default=sakimori.foundation.assemblies.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('lent_on', models.DateField(verbose_name='渡した日')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='返す日')),
                ('returned_on', models.DateField(blank=True, null=True, verbose_name='返った日')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                ('assembly', models.ForeignKey(default=sakimori.foundation.assemblies.scope.current_assembly_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblies.assembly')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='premises.accesskey', verbose_name='鍵・カード')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='key_loans', to='people.person', verbose_name='渡した人')),
            ],
            options={
                'verbose_name': '鍵・カードの貸出',
                'verbose_name_plural': '鍵・カードの貸出',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('returned_on__isnull', True)), fields=('key',), name='premises_one_open_key_loan', violation_error_message='この鍵・カードは、すでに貸し出しています。')],
            },
        ),
    ]
