# Фильтр: что в нём не так и из чего он состоит.

filter-see-help = Из чего состоит фильтр: amokey help filters
filter-near-keyword = Слова «{ $said }:» в фильтре нет. Возможно, вы имели в виду { $near }? Текст с двоеточием берут в кавычки.
filter-which-state = После двоеточия пишут одно из слов: { $known }.
filter-no-state = Состояния «{ $said }» нет. Есть: { $known }.
filter-near-state = Состояния «{ $said }» нет. Возможно, вы имели в виду { $near }?
filter-no-span = «{ $said }» — не срок. Срок пишут так: <7д, <12ч, <3н или до:7д.
filter-no-integration = После двоеточия пишут ID интеграции или его часть.
filter-hint = слова  -кроме  ! ждёт вас  до:7д  это:…  на:…  "два слова"
filter-nothing-found = По этому фильтру профилей не нашлось.
filter-nobody-calls = Внимания ничего не требует.
filter-is-needs-you = ничего не работает, пока вы что-то не сделаете
filter-is-soon = закончится на этой неделе, до этого нужны вы
filter-is-fine = всё работает
filter-is-ended = access-токен закончился
filter-is-revoked = amoCRM или Kommo не принимает его токены
filter-is-unfinished = подключение начато и не закончено
filter-is-elsewhere = за токенами следит другая программа
filter-is-long-lived = у него долгосрочный токен
filter-is-oauth = access-токен обновляется refresh-токеном
filter-is-amocrm = аккаунт на amocrm.ru
filter-is-kommo = аккаунт на kommo.com
filter-is-keychain = токены в системном хранилище паролей
filter-is-file = токены в зашифрованном файле
filter-is-sandbox = аккаунт изображает песочница
filter-help-about = Фильтр в нескольких словах говорит, какие профили нужны: подойти должны все слова.
    В списке профилей его набирают после /, в командной строке: amokey status --filter.
    Чтобы он был с самого начала: amokey config set filter
filter-help-word = в имени, аккаунте или адресе; буквы можно пропускать
filter-help-text = в заметке; в начале ID интеграции
filter-help-quoted = текст с пробелами или со знаками, которые значат что-то другое
filter-help-not = кроме этого; ставится и перед всем, что ниже
filter-help-needs-you = ждёт вас, то же, что это:ждёт
filter-help-within = нужны вы в ближайшие 7 дней, 12 часов, 3 недели
filter-help-on = через эту интеграцию: часть её ID
filter-help-is = одно из слов:
filter-help-languages = Слова понятны на всех языках amokey: is:ended, это:закончился, це:закінчився.
    Вместо <7d можно написать и до:7д — раскладку менять не нужно.
