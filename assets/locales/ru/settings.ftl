# Настройки: откуда взята каждая и что не так со строкой файла.

settings-heading = Настройки amokey. Что здесь можно указать и что действует: amokey config list
settings-from-file = { $path }, строка { $line }
settings-from-default = по умолчанию
settings-variable-wins = Настройка сохранена, но в окружении задана переменная { $variable }: действует она.
settings-schedule-wins = Расписание установлено со своим { $name }: там действует оно. Чтобы расписание следовало настройкам: amokey schedule install
settings-unreadable = это не ИМЯ = ЗНАЧЕНИЕ, или такое имя уже было выше.
settings-unknown = настройки «{ $name }» нет.
settings-near = настройки «{ $name }» нет. Возможно, вы имели в виду «{ $near }»?
settings-not-followed = { $count ->
    [one] Эта строка не учитывается, всё остальное действует. Исправить:
   *[other] Эти строки не учитываются, всё остальное действует. Исправить:
}
settings-one-of = Для { $name } подходит одно из значений: { $valid }.
settings-takes-path = Для { $name } нужен полный путь к файлу.
settings-takes-profile = Для { $name } нужно имя профиля.
settings-takes-port = Для { $name } нужно число от 1 до 65535.
settings-takes-filter = Для { $name } нужен фильтр в одну строку; что в нём бывает: amokey help filters
settings-no-editor = Здесь некого спросить. Изменить настройку: amokey config set ИМЯ ЗНАЧЕНИЕ
settings-editor-failed = Редактор «{ $editor }» завершился с ошибкой ({ $reason }). Ничего не изменено. Укажите другой редактор в переменной EDITOR.
settings-kept = Ничего не изменено. То, что вы написали, сохранено здесь: { $path }
