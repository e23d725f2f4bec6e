# Мастер настройки.
wizard-first = первая настройка
wizard-another = ещё один аккаунт
wizard-again = { $profile }: подключить заново
wizard-demo = демо
wizard-seconds = { $seconds } с
wizard-store-keychain = системное хранилище паролей
wizard-store-file = зашифрованный файл
wizard-store-memory = память этой программы

step-account = Аккаунт
step-way-in = Способ
step-integration = Интеграция
step-keys = Ключи
step-redirect-uri = Ссылка
step-consent = Доступ
step-code = Код
step-token = Токен
step-api-key = API-ключ
step-save = Сохранение
step-resume = Незавершённое
step-done = Готово

label-allow-amocrm = «Разрешить»
label-allow-kommo = «Allow»
label-keys-amocrm = «Ключи и доступы»
label-keys-kommo = «Keys and scopes»

resume-title = подключение ещё ждёт вас
resume-told = { $account }: доступ можно разрешить ещё { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}.
resume-continue = продолжить
resume-anew = начать сначала

account-title = какой подключаем?
account-hint = acme.amocrm.ru, acme.kommo.com или адрес любой страницы аккаунта
account-platform = где находится { $name }?
account-platform-hint = Посмотрите на адрес аккаунта в браузере.
account-existing = { $host } уже подключён
account-again = подключить { $profile } заново: все настройки сохранятся
account-other = подключить другую интеграцию этого аккаунта
account-foreign = { $host } — это не адрес amoCRM или Kommo.
account-service = Это страница самого сервиса, а не аккаунт. Откройте свой аккаунт и скопируйте его адрес.
account-no-address = Это не адрес аккаунта. Он выглядит так: acme.amocrm.ru или acme.kommo.com.
demo-told = Демо: вместо amoCRM отвечает сама программа, всё уже заполнено. С этого компьютера ничего не уходит. Нажимайте Enter.
demo-over = Это была демонстрация, от неё ничего не осталось. Свой аккаунт подключают так:

way-title = как будем подключать?
way-consent = разрешение в браузере
way-code = код из вкладки { $keys }
way-long-lived = долгосрочный токен
way-api-key = API-ключ старого аккаунта
way-consent-about = Лучше всего так: один раз нажать { $allow }, а дальше токены обновляются сами.
way-code-about = Если ссылка для перенаправления ведёт на сайт. Нужно скопировать код, он действует 20 минут; дальше токены обновляются сами.
way-long-lived-about = Его выпускает администратор в приватной интеграции, на срок от дня до пяти лет. Обновить его нельзя: когда срок выйдет, понадобится новый.
way-api-key-about = Для аккаунтов, созданных до 2020 года. Возможно, amoCRM такие ключи уже не принимает; разрешение в браузере работает всегда.
way-consent-short = разрешение в браузере
way-code-short = код из настроек
way-long-lived-short = долгосрочный токен
way-api-key-short = API-ключ

integration-title = создайте её в { $platform } или откройте свою
integration-demo = В демо она уже есть. Нажмите Enter.
integration-copy = скопировать
integration-copied = Ссылка для перенаправления скопирована.
integration-made = есть в аккаунте
integration-with-secret = { $id } · ключ { $secret }

# Инструкции построчно: всё называется так, как написано в самом интерфейсе.
guide-open-amocrm = Откройте https://{ $host }/amo-market
guide-open-kommo = Откройте https://{ $host }, «Settings» → «Integrations» → «Create integration» → «Private».
guide-create-amocrm = «⋮» справа вверху или кнопка там же: «Создать интеграцию» → «Внешняя интеграция».
guide-create-private-amocrm = «⋮» справа вверху или кнопка там же: «Создать интеграцию» → «Приватная», если аккаунт её предлагает.
guide-other-menus-amocrm = Такого меню нет? В других аккаунтах это «Разработчикам» → «Создать интеграцию» или «Настройки» → «Интеграции».
guide-fill-amocrm = Укажите название и ссылку для перенаправления (она ниже), «Предоставить доступ: Все». Сохраните.
guide-fill-kommo = Введите имя и этот «Redirect URL». Сохраните.
guide-fill-any-amocrm = Укажите название, а ссылкой для перенаправления — любой адрес https: по нему ничего не отправляется. «Предоставить доступ: Все». Сохраните.
guide-fill-any-kommo = Укажите название и любой адрес https как «Redirect URL»: по нему ничего не отправляется. Сохраните.
guide-fill-reachable-amocrm = Укажите название, а ссылкой для перенаправления — адрес на вашем сайте: amoCRM обратится к нему со своих серверов, поэтому localhost не подойдёт. «Предоставить доступ: Все». Сохраните.
guide-fill-reachable-kommo = Укажите название и адрес на вашем сайте как «Redirect URL»: Kommo обратится к нему со своих серверов, поэтому localhost не подойдёт. Сохраните.
guide-fill-no-uri-amocrm = Укажите название; ссылку для перенаправления можно не заполнять. «Предоставить доступ: Все». Сохраните.
guide-fill-no-uri-kommo = Укажите название; «Redirect URL» можно не заполнять. Сохраните.
guide-localhost-refused = Не принимает http://localhost? Подойдёт любой адрес https: укажите его там и на следующем шаге, а потом вставьте адрес, на который попали.
guide-keys-amocrm = Откройте её карточку, вкладку «Ключи и доступы»: данные оттуда понадобятся на следующем шаге.
guide-keys-kommo = Вкладка «Keys and scopes» → «Generate secret key»: сразу скопируйте, покажут один раз.
guide-secret-in-use-kommo = «Generate secret key» отключит программы, которые уже пользуются интеграцией: тогда создайте новую или возьмите долгосрочный токен.
guide-secret-not-needed-kommo = Не нажимайте «Generate secret key»: новый ключ отключит все программы, которые пользуются старым, а здесь он не нужен.
guide-other-languages-kommo = «Settings» — настройки, «Keys and scopes» — ключи и доступы (исп. «Llaves y alcances», порт. «Chaves e escopos»).
guide-administrator = Создать интеграцию может только администратор. Вы не администратор? Попросите создать и установить её, а доступ разрешите сами.
guide-administrator-of-token = Создать интеграцию и выпустить токен может только администратор.
guide-open-card-amocrm = Откройте карточку интеграции, вкладку «Ключи и доступы».
guide-open-card-kommo = Откройте окно интеграции, вкладку «Keys and scopes» (исп. «Llaves y alcances», порт. «Chaves e escopos»).
guide-copy-code-amocrm = Скопируйте «Код авторизации». Если ему больше 20 минут, сначала обновите его там же.
guide-copy-code-kommo = Скопируйте код авторизации. Если ему больше 20 минут, сначала обновите его там же.
guide-not-installed = Кода нет? Его видно только там, где интеграция установлена.
guide-generate-token-amocrm = Выпустите «Долгосрочный токен» и выберите, до какого дня он будет действовать: от одного дня до пяти лет.
guide-generate-token-kommo = Нажмите «Generate long-lived token» (порт. «Gerar token de longa duração») и выберите, до какого дня токен будет действовать: от одного дня до пяти лет.
guide-copy-token = Сразу скопируйте его: токен показывают только один раз.

keys-title-amocrm = в карточке интеграции, вкладка «Ключи и доступы»
keys-title-kommo = в карточке интеграции, вкладка «Keys and scopes»
keys-client-id-amocrm = ID интеграции
keys-client-id-kommo = ID интеграции · Integration ID
keys-client-secret-amocrm = Секретный ключ
keys-client-secret-kommo = Секретный ключ · Secret key
keys-redirect-uri-amocrm = Ссылка для перенаправления
keys-redirect-uri-kommo = Ссылка для перенаправления · Redirect URL
keys-redirect-uri-hint = точно как в интеграции, до последнего слеша
keys-new-secret-kommo = Ключа под рукой нет? Kommo показывает его один раз, а новый отключит все программы, которые пользуются старым: лучше создайте новую интеграцию или возьмите долгосрочный токен.
keys-other-platform = Этой интеграцией пользуется профиль { $profile }, и она в { $platform }: здесь её нет. Esc ведёт назад, к аккаунту.
keys-count = { $count ->
    [one] { $count } символ
    [few] { $count } символа
   *[many] { $count } символов
}
keys-secret-shown = { $secret }, { $count ->
    [one] { $count } символ
    [few] { $count } символа
   *[many] { $count } символов
}
keys-unusual-length = Обычно в секретном ключе 64 символа. Он скопирован целиком?
keys-checking = Проверяем хранилище ({ $store }): запись, чтение, удаление…

code-title = из вкладки { $keys }
code-left = не больше { $time }
code-over = Прошло 20 минут, этот код уже не сработает. Скопируйте новый.
code-redirect-uri = Вместе с кодом отправится ссылка для перенаправления { $uri }: она должна совпадать с указанной в интеграции.

token-title = из вкладки { $keys }
token-until = действует до { $end }
token-short = Он действует сутки, как обычный access-токен. Это точно долгосрочный?
token-other-platform = По токену видно, что он из { $platform }, а аккаунт — нет.
token-ended = Срок этого токена истёк. Создайте в интеграции новый.

api-key-title = аккаунта, созданного до 2020 года
api-key-login = Логин
api-key-key = API-ключ
api-key-age = Из интерфейса ключи убрали в 2020 году, и amoCRM может их уже не принимать. Esc — к другим способам.

exchange-title = ждём код от amoCRM
exchange-how-here =
    amoCRM приняла ключ и теперь обращается к { $uri } со своих серверов.
    Этот адрес — на вашем компьютере: попасть туда они могут только через туннель.
exchange-how-elsewhere =
    amoCRM приняла ключ и теперь обращается к { $uri } со своих серверов.
    Найдите этот запрос в журнале сайта: в нём есть code=def50200…
exchange-paste = Вставьте его адрес или сам код:
exchange-silence = Запроса нет? Возможно, amoCRM их больше не отправляет. Вернитесь и выберите разрешение в браузере.

is-redirected-url = Это адрес, на который вы попали после разрешения; его место — на шаге «Доступ».
is-callback-query = Это часть адреса, на который вы попали после разрешения; её место — на шаге «Доступ».
is-code = Это код авторизации или refresh-токен; код вставляют на шаге «Доступ» или «Код».
is-token = Это access-токен; для долгосрочного есть свой способ подключения.
is-token-response = Это ответ с токенами; его примет команда amokey import.
is-client-secret = Это секретный ключ; его место — в поле «Секретный ключ» на шаге «Ключи».
is-client-id = Это ID интеграции; его место — в поле «ID интеграции» на шаге «Ключи».
is-email = Это адрес почты; он нужен только вместе с API-ключом.
is-api-key = Это API-ключ; для него есть свой способ подключения.
is-consent-url = Это адрес страницы, где разрешают доступ; откройте её в браузере.
is-address = Это адрес страницы; адрес аккаунта вводят на шаге «Аккаунт».
is-unknown = Не похоже.
expects-account = Адрес аккаунта выглядит так: acme.amocrm.ru или acme.kommo.com.
expects-client-id = ID интеграции выглядит так: 2912780f-a1e4-…
expects-client-secret = Секретный ключ — это 64 буквы и цифры.
expects-redirect-uri = Ссылка выглядит так: http://localhost:18497/callback.
expects-landed = Вставьте адрес, на который попали, или код из него.
expects-code = Код начинается с def50200, в нём около 900 символов.
expects-long-lived = Долгосрочный токен начинается с eyJ, в нём около 1000 символов.
expects-login = Логин — это адрес почты владельца ключа.
expects-api-key = В API-ключе 40 букв и цифр.
uri-no-url = Ссылка начинается с http:// или https://.
uri-plain-http = На этот адрес код придёт без шифрования. Без секретного ключа он бесполезен, но https:// надёжнее.
uri-fragment = В ссылке для перенаправления не бывает части после #.
uri-redirected = Это адрес, на который вы попадаете после разрешения. Здесь нужна ссылка из настроек интеграции.
uri-no-path = В конце нет слеша. В интеграции точно так же? Для amoCRM это два разных адреса.
paste-lines = Здесь нужно одно значение, а вставлено несколько. Ничего не записано.
paste-no-code = В этом адресе нет кода. Скопируйте адрес целиком, от http до конца.
paste-cut = Код обрезан: в целом около 900 символов. Скопируйте его целиком ещё раз.
paste-garbled = Код испорчен. Скопируйте адрес целиком ещё раз.
paste-repeated = В этом адресе два кода. Скопируйте его ещё раз.

consent-preparing = готовимся…
consent-title = нажмите { $allow } в браузере
consent-left = осталось { $time }
consent-opened = В браузере открылась страница { $platform }.
consent-open-local = Откройте в браузере { $url }
consent-tunnel = На своём компьютере выполните в другом окне и не закрывайте его:
consent-open-there = Откройте там { $url }
consent-open-any = Откройте ссылку на любом компьютере: ^Y скопирует, ^P выведет.
consent-open-windows = Откройте в браузере Windows { $url }
consent-back-windows = Больше ничего делать не нужно: всё продолжится здесь само. Если следующая страница не откроется, вставьте её адрес.
consent-back-container = Следующая страница не откроется: браузер не попадёт в этот контейнер. Скопируйте её адрес целиком.
consent-back-no-display = Следующая страница не откроется: она была бы на этом компьютере. Скопируйте её адрес целиком.
consent-no-page-tunnel = Страницы нет? Откройте { $url } на своём компьютере, выполнив там сначала:
consent-paste-without = Или без этого: откройте ссылку где угодно (^Y — скопировать) и вставьте адрес, на который попали:
consent-choose = Если аккаунтов несколько, выберите { $account } и нажмите { $allow }.
consent-back-by-itself = Больше ничего делать не нужно: всё продолжится здесь само.
consent-back-by-hand = Вы попадёте на { $uri }, возможно, с ошибкой. Это нормально: скопируйте адрес целиком.
consent-page = Это ваш сайт? Команда amokey page создаст для этого адреса страницу, которая вернёт вас сюда.
consent-not-handed-on = То, что передаст страница amokey по ссылке для перенаправления, сюда не дойдёт: вставьте адрес.
consent-no-page = Страницы нет?
consent-their-error = После { $allow } ошибка самой { $platform }? Откройте ссылку ещё раз.
consent-paste = Или вставьте адрес, на который попали, или код:
consent-paste-only = Вставьте адрес, на который попали, или код:
consent-paste-demo = Нажмите { $allow } там или просто Enter здесь: песочница разрешит за вас.
consent-handed = Проверяем…
consent-copied = Ссылка скопирована. Откройте её в любом браузере.
consent-still-waiting = Ничего не потеряно, ждём дальше.
consent-failed = не подключено
consent-again = Попробовать ещё раз: всё введённое сохранилось.
consent-instead = Подключить вместо него { $account }.
consent-given = разрешён
silence-title = Уже минуту тихо. Скорее всего:
silence-by-hand = Что-то мешает? Скорее всего:
silence-platform = Открылась главная страница { $platform }? Возможно, интеграция создана в { $other }: вернитесь назад.
silence-rights = Нет кнопки { $allow }? Сначала интеграцию устанавливает администратор: войдите под ним и откройте ещё раз.
silence-elsewhere = После { $allow } другая страница? Туда ведёт ссылка для перенаправления, или порт закрыт: вставьте её адрес ниже.
silence-error = После { $allow } ошибка самой { $platform }? Откройте ещё раз, а не помогло — вернитесь и возьмите код из настроек.

work-title = почти готово
work-exchange = меняем код на токены
work-save = сохраняем токены: { $store }
work-verify = спрашиваем название аккаунта

done-title = { $account }: подключено
done-profile = Профиль
done-access = Access-токен
done-refresh = Refresh-токен
done-store = Где хранится
done-until = { $left }, до { $end }
done-estimated = { $end } (оценка)
done-unverified = Токены сохранены. Узнать название аккаунта пока не удалось.
done-schedule = обновлять без вас
done-export = для другой программы
done-script = для вашего скрипта
done-copied = Команда скопирована.

qr-too-large = Для QR-кода нужно окно { $width }×{ $height }, а это — { $here }.
qr-instead = Уменьшите шрифт или увеличьте окно. Или ^Y — скопировать ссылку, ^P — вывести её.
qr-phone = После { $allow } телефон попадёт на страницу, которая на нём не откроется. Перешлите себе её адрес и вставьте здесь.
qr-too-long = Ссылка слишком длинная для QR-кода.

# A store that cannot be used.
step-store = Хранилище
store-title = токены нужно где-то хранить
store-offered = дальше: токены можно хранить в зашифрованном файле
store-way-file = хранить в зашифрованном файле
store-way-place = в зашифрованном файле, а ключ — в другом месте
store-way-again = попробовать ещё раз
store-way-unlocked = теперь открыто: попробовать ещё раз
store-file-about = Один зашифрованный файл amokey и ключ отдельно от него: { $path }. Оба появятся сейчас, только для вас, и настройки это запомнят. Сохраните копию ключа: без него файл никто не прочитает.
store-file-others = { $count ->
    [one] { $count } профиль остался в системном хранилище. Он снова найдётся после команды:
    [few] { $count } профиля остались в системном хранилище. Они снова найдутся после команды:
   *[other] { $count } профилей остались в системном хранилище. Они снова найдутся после команды:
} amokey config set store keychain
store-this-run = { $said } важнее настроек: до выхода всё равно действует зашифрованный файл. Перед следующим запуском уберите эту переменную.
store-place-title = где будет ключ?
store-place-hint = полный путь, от / или ~/; если ключ там уже есть, возьмём его
store-place-relative = Команды запускают из любой папки, поэтому нужен полный путь: от / или ~/.
store-making = Создаём ключ и зашифрованный файл…

leave-title = выйти?
leave-lost = Введённое пропадёт.

# Outside the full screen, below a link that was printed.
wizard-print-back = Нажмите Enter, чтобы вернуться.

# Те же вопросы построчно.
asks-account = Аккаунт, например acme.amocrm.ru
asks-client-id = ID интеграции
asks-client-secret = Секретный ключ
asks-redirect-uri = Ссылка для перенаправления
asks-landed = Адрес, на который вы попали, или код
asks-code = Код из настроек
asks-long-lived = Долгосрочный токен
asks-login = Логин — адрес почты владельца ключа
asks-api-key = API-ключ
asks-number = Номер
asks-unseen = { $what } (ввод не отображается)
