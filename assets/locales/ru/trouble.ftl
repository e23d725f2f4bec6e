# Что случилось, почему и что делать. Клавиши и команды называет тот, кто это показывает.
detail-request = запрос { $id }

trouble-port-taken = Порт { $port } на этом компьютере занят.
trouble-port-taken-why = Его слушает другая программа — возможно, второй amokey.
trouble-port-taken-next = Закройте её и попробуйте ещё раз. Или укажите другой порт в ссылке для перенаправления — здесь и в интеграции.

trouble-port-taken-by = Порт { $port } на этом компьютере занят: { $holder }.
trouble-port-taken-by-why = Слушать его может только одна программа.
trouble-port-taken-by-next = Закройте её и попробуйте ещё раз. Или укажите другой порт в ссылке для перенаправления — здесь и в интеграции.

trouble-port-forbidden = Порт { $port } открыть нельзя.
trouble-port-forbidden-why = Порты ниже 1024 принадлежат системе.
trouble-port-forbidden-next = Укажите в ссылке для перенаправления другой порт, например 18497, — здесь и в интеграции.

trouble-denied = Доступ не разрешён.
trouble-denied-why = В браузере отказали (в Kommo эта кнопка называется «Decline»), или отказала сама страница.
trouble-denied-next = Если это вышло случайно, попробуйте ещё раз и нажмите «Разрешить».

trouble-consent-timed-out = За пятнадцать минут ответ не пришёл.
trouble-consent-timed-out-why = После этого попытка закрывается, чтобы ею никто не воспользовался.
trouble-consent-timed-out-next = Попробуйте ещё раз: страница откроется снова.

trouble-wrong-attempt = Этот ответ — от другой попытки.
trouble-wrong-attempt-why = Он пришёл из старой вкладки или ссылки, уже использован или подделан.
trouble-wrong-attempt-next = Разрешите доступ на странице, которая открылась последней.

trouble-wrong-account = Доступ разрешён для { $got }, а нужен { $expected }.
trouble-wrong-account-why = На странице в браузере выбран другой аккаунт.
trouble-wrong-account-next = Попробуйте ещё раз и выберите { $expected }. В { $got } ничего не отправлено.

trouble-tokens-of-another-account = Это токены { $got }, а нужны { $expected }.
trouble-tokens-of-another-account-why = Их создали в другом аккаунте, или у профиля другой аккаунт.
trouble-tokens-of-another-account-next = Возьмите токены { $expected } или заведите для { $got } отдельный профиль: --profile ИМЯ

trouble-moves-server = Профиль относится к { $from }, а так он перейдёт на { $to }.
trouble-moves-server-why = Его токены и секретный ключ не отправляются никуда, кроме { $from }. Ничего не отправлено.
trouble-moves-server-next = Выберите другое имя: --profile ИМЯ. Или сначала удалите этот профиль: amokey forget

trouble-wrong-integration = Доступ разрешён для другой интеграции.
trouble-wrong-integration-why = В браузере была страница с другим ID интеграции.
trouble-wrong-integration-next = Сверьте ID интеграции с карточкой.

trouble-another-account = Новые токены относятся к аккаунту { $got }, а не к { $expected }.
trouble-another-account-why = Refresh-токен выдан другому аккаунту, или по этому адресу теперь другой аккаунт.
trouble-another-account-next = Токены сохранены, но не используются. Разрешите доступ ещё раз — для нужного аккаунта.

trouble-token-of-another-profile = Этот refresh-токен уже есть в профиле { $name }.
trouble-token-of-another-profile-why = Два профиля с одним refresh-токеном отнимают его друг у друга.
trouble-token-of-another-profile-next = Чтобы вернуть токен туда, добавьте --profile { $name }.

trouble-code-expired = Код устарел.
trouble-code-expired-why = Код авторизации живёт 20 минут.
trouble-code-expired-next = Разрешите доступ ещё раз — придёт новый.

trouble-code-used = Этот код уже использован.
trouble-code-used-why = Код авторизации срабатывает один раз.
trouble-code-used-next = Разрешите доступ ещё раз — придёт новый.

trouble-code-garbled = Код не читается.
trouble-code-garbled-why = Он обрезан, испорчен при копировании или выдан другой платформой: amoCRM и Kommo не понимают коды друг друга.
trouble-code-garbled-next = Разрешите доступ ещё раз или снова скопируйте адрес целиком.

trouble-code-of-another-integration = Этот код выдан другой интеграции.
trouble-code-of-another-integration-why = У неё другой ID.
trouble-code-of-another-integration-next = Проверьте ID интеграции и разрешите доступ ещё раз.

trouble-redirect-uri-mismatch = Ссылка для перенаправления не та, что в интеграции.
trouble-redirect-uri-mismatch-why = Их сверяют по буквам: http или https, порт, слеш в конце.
trouble-redirect-uri-mismatch-next = Скопируйте её из настроек интеграции или впишите туда эту.

trouble-invalid-account = Доступ разрешил другой аккаунт.
trouble-invalid-account-why = Интеграция верная, а адрес аккаунта — нет.
trouble-invalid-account-next = Проверьте адрес: он виден в браузере, когда вы работаете в аккаунте.

trouble-missing-parameter = Не хватает поля { $name }.
trouble-missing-parameter-why = Оно пустое или не прочиталось.
trouble-missing-parameter-next = Заполните его и попробуйте ещё раз.

trouble-wrong-client = ID интеграции и секретный ключ не подходят друг к другу.
trouble-wrong-client-why = Один из них от другой интеграции, или ключ с тех пор обновили.
trouble-wrong-client-next = Скопируйте оба ещё раз, в amoCRM — с вкладки «Ключи и доступы». В Kommo лучше создайте новую интеграцию: новый секретный ключ отключит программы, которые пользуются старым.

trouble-token-revoked = Refresh-токен больше не принимают.
trouble-token-revoked-why = Его использовали в другом месте, или доступ отозвали.
trouble-token-revoked-next = Разрешите доступ ещё раз. Если те же токены у другой программы, обновлять их должна только одна.

trouble-answer-lost = Ответ amoCRM потерялся: { $at }.
trouble-answer-lost-why = В нём были новые токены, а старый refresh-токен больше не работает.
trouble-answer-lost-next = Разрешите доступ ещё раз: остальное сохранится.

trouble-token-of-another-integration = Этот refresh-токен выдан другой интеграции.
trouble-token-of-another-integration-why = У неё другой ID.
trouble-token-of-another-integration-next = Разрешите доступ ещё раз.

trouble-token-garbled = Сервер не может прочитать refresh-токен.
trouble-token-garbled-why = Он обрезан или испорчен.
trouble-token-garbled-next = Разрешите доступ ещё раз.

trouble-token-expired = Срок refresh-токена истёк.
trouble-token-expired-why = Он живёт три месяца, и за это время его не обновляли.
trouble-token-expired-next = Разрешите доступ ещё раз.

trouble-long-lived-ended = Срок долгосрочного токена истёк.
trouble-long-lived-ended-why = Он действует до дня, выбранного при создании, и обновить его нельзя.
trouble-long-lived-ended-next = Создайте новый токен в настройках интеграции и вставьте его сюда.

trouble-long-lived-garbled = Это не целый долгосрочный токен.
trouble-long-lived-garbled-why = Он обрезан, испорчен при копировании, или это что-то другое.
trouble-long-lived-garbled-next = Скопируйте токен ещё раз — от первого символа до последнего.

trouble-long-lived-refused = Аккаунт не принимает этот токен.
trouble-long-lived-refused-why = Его отозвали, или он от другого аккаунта: сам токен этого не говорит.
trouble-long-lived-refused-next = Проверьте адрес аккаунта. Если он верный, создайте в интеграции новый токен.

trouble-api-key-refused = amoCRM не знает такого логина с таким API-ключом.
trouble-api-key-refused-why = Ключ принадлежит другому пользователю или аккаунту, либо его заменили.
trouble-api-key-refused-next = Проверьте оба: нужен ключ администратора этого аккаунта.

trouble-api-keys-gone = По этому адресу amoCRM больше не принимает API-ключи.
trouble-api-keys-gone-why = Они остались со времён до 2020 года, и обмен могли отключить.
trouble-api-keys-gone-next = Выберите другой способ: разрешение в браузере работает всегда.

trouble-refused = Сервер отказал.
trouble-refused-why = Он назвал причину, которой amokey ещё не знает.
trouble-refused-next = Разрешите доступ ещё раз. Не помогло — поищите текст в скобках.

trouble-unauthorized = Аккаунт больше не принимает access-токен.
trouble-unauthorized-why = Доступ отозвали, интеграцию отключили, или у аккаунта теперь другой адрес.
trouble-unauthorized-next = Разрешите доступ ещё раз.

trouble-subscription-over = Подписка аккаунта закончилась.
trouble-subscription-over-why = Без неё API закрывается через 30 дней.
trouble-subscription-over-next = Попросите того, кто платит за аккаунт, оплатить следующий срок.

trouble-blocked = Аккаунт или ваш IP-адрес заблокирован.
trouble-blocked-why = Так бывает после слишком частых запросов, иногда из другой программы.
trouble-blocked-next = Снять блокировку может только поддержка: напишите ей, указав IP-адрес и аккаунт.

trouble-forbidden = У этого пользователя нет прав.
trouble-forbidden-why = Не хватает прав того, кто разрешил доступ.
trouble-forbidden-next = Пусть доступ разрешит администратор аккаунта.

trouble-no-such-account = По этому адресу нет аккаунта.
trouble-no-such-account-why = В адресе опечатка, или аккаунт переименовали.
trouble-no-such-account-next = Проверьте адрес: он виден в браузере, когда вы работаете в аккаунте.

trouble-nothing-found = Ничего не найдено.
trouble-nothing-found-why = Этого нет, или у пользователя нет доступа.
trouble-nothing-found-next = Проверьте номер.

trouble-bad-request = amoCRM не приняла этот запрос.
trouble-bad-request-why = Что-то не так в адресе, параметрах или теле запроса.
trouble-bad-request-next = Посмотрите ответ: в нём сказано, что именно не подошло.

trouble-too-many-requests = Слишком много запросов.
trouble-too-many-requests-why = Аккаунт считает запросы всех своих программ вместе.
trouble-too-many-requests-next = Немного подождите и попробуйте ещё раз.

trouble-too-many-requests-for = Слишком много запросов.
trouble-too-many-requests-for-why = Аккаунт считает запросы всех своих программ вместе.
trouble-too-many-requests-for-next = Попробуйте ещё раз через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}.

trouble-server-error = На сервере неполадки.
trouble-server-error-why = Вы здесь ни при чём, и ничего не потеряно.
trouble-server-error-next = Попробуйте ещё раз через минуту.

trouble-bad-answer = Ответ сервера не читается.
trouble-bad-answer-why = Он оборвался, или ответил кто-то по пути: прокси, страница входа в сеть.
trouble-bad-answer-next = Проверьте соединение и попробуйте ещё раз. Если отправлялся код, он мог сгореть — тогда разрешите доступ заново.

trouble-unreachable = До сервера не достучаться.
trouble-unreachable-why = Нет связи, мешает файрвол, или адрес сервера не находится (DNS).
trouble-unreachable-next = Проверьте соединение и прокси и попробуйте ещё раз.

trouble-timed-out = Сервер не ответил вовремя.
trouble-timed-out-why = Связь медленная, или сервер занят.
trouble-timed-out-next = Попробуйте ещё раз.

trouble-untrusted = Сертификату сервера нельзя доверять.
trouble-untrusted-why = Возможно, соединение кто-то перехватывает: корпоративный прокси, антивирус. Или на компьютере неверное время.
trouble-untrusted-next = Проверьте часы. За корпоративным прокси укажите его сертификат в SSL_CERT_FILE.

trouble-store-locked = Хранилище паролей заблокировано.
trouble-store-locked-why = Его никто не разблокировал, или в нём нет связки ключей.
trouble-store-locked-next = Разблокируйте его и попробуйте ещё раз. На сервере без рабочего стола запустите amokey внутри dbus-run-session и разблокируйте там gnome-keyring-daemon.

trouble-store-missing = Здесь нет хранилища паролей.
trouble-store-missing-why = В этой сессии нет такой службы (Secret Service) — обычное дело на серверах и в контейнерах.
trouble-store-missing-next = Запустите GNOME Keyring или KWallet и попробуйте ещё раз. На сервере без рабочего стола храните токены в зашифрованном файле: amokey store init --key-file ПУТЬ, затем amokey config set store file.

trouble-store-timed-out = Хранилище паролей не ответило вовремя.
trouble-store-timed-out-why = Возможно, оно ждёт вас в другом окне.
trouble-store-timed-out-next = Найдите его окно и попробуйте ещё раз.

trouble-store-full = Хранилище паролей не принимает токены.
trouble-store-full-why = Оно заполнено или не берёт записи такого размера.
trouble-store-full-next = Удалите в нём ненужные записи и попробуйте ещё раз.

trouble-store-read-only = Хранилище паролей не даёт писать.
trouble-store-read-only-why = Его можно читать, но не менять.
trouble-store-read-only-next = Разрешите amokey запись в настройках хранилища и попробуйте ещё раз.

trouble-store-damaged = Запись в хранилище паролей не читается.
trouble-store-damaged-why = Она повреждена: её изменил не amokey.
trouble-store-damaged-next = Верните её из копии хранилища. Копии нет — удалите запись командой amokey forget и подключите аккаунт заново.

trouble-store-doubled = В хранилище паролей две записи этого профиля.
trouble-store-doubled-why = Вторую сделал не amokey, и какая из них действует, неизвестно.
trouble-store-doubled-next = Удалите лишнюю в программе самого хранилища. Или удалите обе командой amokey forget и подключите аккаунт заново.

trouble-store-newer = Запись в хранилище паролей сделал более новый amokey.
trouble-store-newer-why = Эта версия не знает её формата и не трогает её.
trouble-store-newer-next = Обновите amokey. Если запись не нужна, удалите её командой amokey forget и подключите аккаунт заново.

trouble-store-not-listable = Список профилей пуст, а это хранилище паролей не говорит, что в нём есть.
trouble-store-not-listable-why = Профили в нём могут быть: узнать их имена нельзя.
trouble-store-not-listable-next = Верните список (ledger.sqlite) из копии или назовите профиль: amokey token ИМЯ вернёт его в список.

trouble-sealed-absent = Зашифрованного файла ещё нет: { $path }
trouble-sealed-absent-why = В настройках сказано хранить токены в зашифрованном файле, но его никто не создал.
trouble-sealed-absent-next = Создайте его: amokey store init

trouble-sealed-exists = Зашифрованный файл уже есть: { $path }
trouble-sealed-exists-why = В нём могут быть токены, поэтому пустым он не заменяется.
trouble-sealed-exists-next = Пользуйтесь им или сначала уберите его в другое место.

trouble-sealed-foreign = Это не зашифрованный файл amokey: { $path }
trouble-sealed-foreign-why = Под его именем лежит что-то другое. Оно осталось нетронутым.
trouble-sealed-foreign-next = Уберите этот файл, верните на место прежний или создайте новый: amokey store init

trouble-sealed-newer = Зашифрованный файл записал более новый amokey: { $path }
trouble-sealed-newer-why = Эта версия не знает его формата и не трогает его.
trouble-sealed-newer-next = Обновите amokey.

trouble-sealed-damaged = Зашифрованный файл повреждён: { $path }
trouble-sealed-damaged-why = Его изменили, обрезали или что-то в нём переставили. В него ничего не записано.
trouble-sealed-damaged-next = Верните его из копии. Копии нет — уберите его, выполните amokey store init и подключите аккаунты заново.

trouble-sealed-unusable = Зашифрованный файл не читается или не записывается: { $path }
trouble-sealed-unusable-why = Система не разрешила. Всё, что в нём было, на месте.
trouble-sealed-unusable-next = Проверьте свободное место и права на папку и попробуйте ещё раз.

trouble-sealed-held = Зашифрованный файл занят другим процессом: { $path }
trouble-sealed-held-why = Дождаться его не удалось: он пишет на медленный диск или приостановлен.
trouble-sealed-held-next = Посмотрите, не запущен ли другой amokey, и попробуйте ещё раз.

trouble-sealed-wrong-key = Этот ключ не подходит к зашифрованному файлу: { $path }
trouble-sealed-wrong-key-why = Сам файл цел, но зашифрован другим ключом или другой парольной фразой.
trouble-sealed-wrong-key-next = Посмотрите, какой ключ используется: amokey store show. Нужен тот, с которым файл создан.

trouble-sealed-no-key = Нет ключа к зашифрованному файлу: { $path }
trouble-sealed-no-key-why = В настройках не указан файл ключа, другого ключа не нашлось, а спросить парольную фразу негде: терминала нет.
trouble-sealed-no-key-next = Укажите файл ключа: amokey config set key_file ПУТЬ

trouble-sealed-key-exposed = Файл ключа могут прочитать или изменить другие: { $path }
trouble-sealed-key-exposed-why = У кого ключ, у того и все токены, поэтому с таким файлом amokey не работает.
trouble-sealed-key-exposed-next = Закройте его от других: chmod 600 { SHELL($path) }

trouble-sealed-key-not-ours = Файл ключа принадлежит другому пользователю: { $path }
trouble-sealed-key-not-ours-why = Владелец может в любой момент подменить ключ, поэтому с таким файлом amokey не работает.
trouble-sealed-key-not-ours-next = Сделайте его своим: sudo chown `id -u` { SHELL($path) }

trouble-sealed-key-not-made = Не удалось создать файл ключа: { $path }
trouble-sealed-key-not-made-why = В папку нельзя писать, или диск заполнен. Там ничего не осталось.
trouble-sealed-key-not-made-next = Освободите место или выберите для него другое.

trouble-sealed-key-unusable = Файл ключа не годится: { $path }
trouble-sealed-key-unusable-why = Его нет, он не читается или в нём не ключ: ключ — это 64 шестнадцатеричные цифры или 32 байта.
trouble-sealed-key-unusable-next = Проверьте путь (его покажет amokey config get key_file) или верните ключ из копии.

trouble-in-another-store = Токены профиля { $name } лежат в другом хранилище.
trouble-in-another-store-why = amokey смотрит только в то хранилище, которое используется, а там их нет.
trouble-in-another-store-next = Перейдите на него: amokey config set store { $store }. Или перенесите их сюда: amokey store move

trouble-in-both-stores = { $name } есть в обоих хранилищах, и записи разные.
trouble-in-both-stores-why = В них разные подключения. Ни одно не удаляется ради другого.
trouble-in-both-stores-next = Оставьте одно: другое удалите командой amokey forget { SHELL($name) }, указав в AMOKEY_STORE хранилище, где оно лежит.

trouble-home-refused-not-ours = Это принадлежит другому пользователю: { $path }
trouble-home-refused-not-ours-why = Тот, кто это создал, мог вписать команды, которые amokey выполнил бы от вашего имени, поэтому оно не используется.
trouble-home-refused-not-ours-next = Запустите amokey от имени владельца или укажите в AMOKEY_HOME свою папку.

trouble-home-refused-writable = Другие пользователи могут менять то, чему amokey доверяет: { $path } (права { $mode })
trouble-home-refused-writable-why = Кто может туда писать, может заставить amokey выполнять команды от вашего имени, поэтому оно не используется.
trouble-home-refused-writable-next = Закройте от других: chmod -R go-rwx { SHELL($path) }

trouble-home-refused-dangling = Эта ссылка никуда не ведёт: { $path }
trouble-home-refused-dangling-why = Тому, кто создаст её цель, пришлось бы доверять, поэтому там ничего не создаётся.
trouble-home-refused-dangling-next = Верните то, на что она указывает, или удалите ссылку.

trouble-ledger-damaged = Список профилей amokey повреждён.
trouble-ledger-damaged-why = Файл изменили или обрезали извне. Токены хранятся отдельно и не пострадали.
trouble-ledger-damaged-next = Уберите файл, как скажет amokey doctor: профили вернутся из хранилища.

trouble-row-unreadable = Строку { $name } в списке профилей amokey нельзя прочитать.
trouble-row-unreadable-why = Её изменили извне. Токены хранятся отдельно и не пострадали.
trouble-row-unreadable-next = Записать её заново: amokey refresh { SHELL($name) }

trouble-ledger-newer = Здесь уже работал более новый amokey.
trouble-ledger-newer-why = Эта версия не знает его список профилей и не трогает его.
trouble-ledger-newer-next = Обновите amokey.

trouble-disk-full = Диск заполнен.
trouble-disk-full-why = Больше ничего не записать.
trouble-disk-full-next = Освободите место и попробуйте ещё раз.

trouble-ledger-unavailable = Папка amokey недоступна.
trouble-ledger-unavailable-why = Её нельзя прочитать или изменить.
trouble-ledger-unavailable-next = Проверьте права на папку или укажите другую в AMOKEY_HOME.

trouble-busy = С этим профилем работает другой amokey.
trouble-busy-why = Двое сразу испортили бы друг другу токены.
trouble-busy-next = Дождитесь, пока он закончит, и попробуйте ещё раз.

trouble-busy-by = С этим профилем работает другой amokey: { $holder }.
trouble-busy-by-why = Двое сразу испортили бы друг другу токены.
trouble-busy-by-next = Дождитесь, пока он закончит, и попробуйте ещё раз.

trouble-no-browser = Не удалось открыть браузер.
trouble-no-browser-why = Возможно, на этом компьютере его нет.
trouble-no-browser-next = Откройте адрес сами, в любом браузере.

trouble-no-such-profile = Профиля { $name } нет.
trouble-no-such-profile-why = В имени опечатка, либо профиль переименовали или удалили.
trouble-no-such-profile-next = Выберите существующий или настройте новый.
trouble-no-such-profile-near = Профиля { $name } нет.
trouble-no-such-profile-near-why = Возможно, вы имели в виду { $near }?
trouble-no-such-profile-near-next = Выберите существующий или посмотрите все: amokey status

trouble-name-taken = Профиль { $name } уже есть.
trouble-name-taken-why = Одно имя — один аккаунт, а это имя занято другим профилем или незавершённым подключением.
trouble-name-taken-next = Выберите другое имя или сначала удалите тот профиль: amokey forget { SHELL($name) }

trouble-record-missing = Токенов профиля { $name } больше нет.
trouble-record-missing-why = Профиль есть в списке, а в хранилище для него ничего нет: вернули старую копию или папку перенесли без хранилища паролей.
trouble-record-missing-next = Верните хранилище из копии или разрешите доступ ещё раз; понадобится секретный ключ интеграции (без экрана: --client-secret -). Kommo показывает его один раз, а новый отключит все программы, которые пользуются старым.

trouble-needs-authorization = Профиль { $name } нужно подключить заново.
trouble-needs-authorization-why = У него нет действующих токенов.
trouble-needs-authorization-next = Разрешите доступ ещё раз: остальное сохранится.

trouble-elsewhere = Токенами профиля { $name } занимается другая программа.
trouble-elsewhere-why = Двое с одним refresh-токеном мешают друг другу.
trouble-elsewhere-next = Чтобы вернуть аккаунт, разрешите доступ ещё раз.

trouble-packed = Профиль { $name } ушёл отсюда в файле { $file }
trouble-packed-why = Токенами занимается тот, кто его открыл. Двое с одним refresh-токеном мешают друг другу.
trouble-packed-next = Пока его нигде не открыли, профиль вернёт команда ниже. Если открыли — упакуйте его там и заберите здесь или подключите аккаунт заново: amokey authorize { SHELL($name) }

trouble-internal = Внутри amokey что-то пошло не так.
trouble-internal-why = Это наша ошибка, не ваша.
trouble-internal-next = Попробуйте ещё раз. Повторится — сообщите нам текст в скобках.
