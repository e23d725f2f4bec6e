# Налаштування: звідки взято кожне й що не так із рядком файлу.

settings-heading = Налаштування amokey. Що тут можна вказати й що діє: amokey config list
settings-from-file = { $path }, рядок { $line }
settings-from-default = типово
settings-variable-wins = Налаштування збережено, але в оточенні задано змінну { $variable }: діє вона.
settings-schedule-wins = Розклад установлено зі своїм { $name }: там діє воно. Щоб розклад ішов за налаштуваннями: amokey schedule install
settings-unreadable = це не ІМʼЯ = ЗНАЧЕННЯ, або таке імʼя вже було вище.
settings-unknown = налаштування «{ $name }» немає.
settings-near = налаштування «{ $name }» немає. Можливо, ви мали на увазі «{ $near }»?
settings-not-followed = { $count ->
    [one] Цей рядок не враховується, решта діє. Виправити:
   *[other] Ці рядки не враховуються, решта діє. Виправити:
}
settings-one-of = Для { $name } підходить одне зі значень: { $valid }.
settings-takes-path = Для { $name } потрібен повний шлях до файлу.
settings-takes-profile = Для { $name } потрібне імʼя профілю.
settings-takes-port = Для { $name } потрібне число від 1 до 65535.
settings-takes-filter = Для { $name } потрібен фільтр в один рядок; що в ньому буває: amokey help filters
settings-no-editor = Запитати тут немає в кого. Змінити налаштування: amokey config set ІМʼЯ ЗНАЧЕННЯ
settings-editor-failed = Редактор «{ $editor }» завершився з помилкою ({ $reason }). Нічого не змінено. Укажіть інший редактор у змінній EDITOR.
settings-kept = Нічого не змінено. Те, що ви написали, збережено тут: { $path }
