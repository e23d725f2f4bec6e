# Що сталося, чому і що робити. Клавіші й команди називає той, хто це показує.
detail-request = запит { $id }

trouble-port-taken = Порт { $port } на цьому компʼютері зайнятий.
trouble-port-taken-why = Його слухає інша програма — можливо, другий amokey.
trouble-port-taken-next = Закрийте її та спробуйте ще раз. Або вкажіть інший порт у посиланні для перенаправлення — тут і в інтеграції.

trouble-port-taken-by = Порт { $port } на цьому компʼютері зайнятий: { $holder }.
trouble-port-taken-by-why = Слухати його може лише одна програма.
trouble-port-taken-by-next = Закрийте її та спробуйте ще раз. Або вкажіть інший порт у посиланні для перенаправлення — тут і в інтеграції.

trouble-port-forbidden = Порт { $port } відкрити не можна.
trouble-port-forbidden-why = Порти нижче 1024 належать системі.
trouble-port-forbidden-next = Вкажіть у посиланні для перенаправлення інший порт, наприклад 18497, — тут і в інтеграції.

trouble-denied = Доступ не дозволено.
trouble-denied-why = У браузері відмовили (у Kommo ця кнопка зветься «Decline»), або відмовила сама сторінка.
trouble-denied-next = Якщо це сталося випадково, спробуйте ще раз і натисніть «Разрешить» (дозволити).

trouble-consent-timed-out = За пʼятнадцять хвилин відповідь не надійшла.
trouble-consent-timed-out-why = Після цього спроба закривається, щоб нею ніхто не скористався.
trouble-consent-timed-out-next = Спробуйте ще раз: сторінка відкриється знову.

trouble-wrong-attempt = Ця відповідь — від іншої спроби.
trouble-wrong-attempt-why = Вона надійшла зі старої вкладки чи посилання, вже використана або підроблена.
trouble-wrong-attempt-next = Дозвольте доступ на сторінці, яка відкрилася останньою.

trouble-wrong-account = Доступ дозволено для { $got }, а потрібен { $expected }.
trouble-wrong-account-why = На сторінці в браузері вибрано інший акаунт.
trouble-wrong-account-next = Спробуйте ще раз і виберіть { $expected }. До { $got } нічого не надіслано.

trouble-tokens-of-another-account = Це токени { $got }, а потрібні { $expected }.
trouble-tokens-of-another-account-why = Їх створили в іншому акаунті, або профіль належить іншому акаунту.
trouble-tokens-of-another-account-next = Візьміть токени { $expected } або створіть для { $got } окремий профіль: --profile ІМʼЯ

trouble-moves-server = Профіль належить до { $from }, а так він перейде на { $to }.
trouble-moves-server-why = Його токени й секретний ключ не надсилаються нікуди, крім { $from }. Нічого не надіслано.
trouble-moves-server-next = Виберіть інше імʼя: --profile ІМʼЯ. Або спершу видаліть цей профіль: amokey forget

trouble-wrong-integration = Доступ дозволено для іншої інтеграції.
trouble-wrong-integration-why = У браузері була сторінка з іншим ID інтеграції.
trouble-wrong-integration-next = Звірте ID інтеграції з карткою.

trouble-another-account = Нові токени належать акаунту { $got }, а не { $expected }.
trouble-another-account-why = Refresh-токен видано іншому акаунту, або за цією адресою тепер інший акаунт.
trouble-another-account-next = Токени збережено, але вони не використовуються. Дозвольте доступ ще раз — для потрібного акаунта.

trouble-token-of-another-profile = Цей refresh-токен уже є в профілі { $name }.
trouble-token-of-another-profile-why = Два профілі з одним refresh-токеном відбирають його один в одного.
trouble-token-of-another-profile-next = Щоб повернути токен туди, додайте --profile { $name }.

trouble-code-expired = Код застарів.
trouble-code-expired-why = Код авторизації живе 20 хвилин.
trouble-code-expired-next = Дозвольте доступ ще раз — надійде новий.

trouble-code-used = Цей код уже використано.
trouble-code-used-why = Код авторизації спрацьовує один раз.
trouble-code-used-next = Дозвольте доступ ще раз — надійде новий.

trouble-code-garbled = Код не читається.
trouble-code-garbled-why = Його обрізано, зіпсовано під час копіювання або видано іншою платформою: amoCRM і Kommo не розуміють кодів одне одного.
trouble-code-garbled-next = Дозвольте доступ ще раз або знову скопіюйте адресу повністю.

trouble-code-of-another-integration = Цей код видано іншій інтеграції.
trouble-code-of-another-integration-why = У неї інший ID.
trouble-code-of-another-integration-next = Перевірте ID інтеграції та дозвольте доступ ще раз.

trouble-redirect-uri-mismatch = Посилання для перенаправлення не те, що в інтеграції.
trouble-redirect-uri-mismatch-why = Їх звіряють літера за літерою: http чи https, порт, скісна риска наприкінці.
trouble-redirect-uri-mismatch-next = Скопіюйте його з налаштувань інтеграції або впишіть туди це.

trouble-invalid-account = Доступ дозволив інший акаунт.
trouble-invalid-account-why = Інтеграція правильна, а адреса акаунта — ні.
trouble-invalid-account-next = Перевірте адресу: її видно в браузері, коли ви працюєте в акаунті.

trouble-missing-parameter = Бракує поля { $name }.
trouble-missing-parameter-why = Воно порожнє або не прочиталося.
trouble-missing-parameter-next = Заповніть його та спробуйте ще раз.

trouble-wrong-client = ID інтеграції та секретний ключ не підходять одне до одного.
trouble-wrong-client-why = Один із них від іншої інтеграції, або ключ відтоді оновили.
trouble-wrong-client-next = Скопіюйте обидва ще раз, в amoCRM — із вкладки «Ключи и доступы». У Kommo краще створіть нову інтеграцію: новий секретний ключ відключить програми, що користуються старим.

trouble-token-revoked = Refresh-токен більше не приймають.
trouble-token-revoked-why = Його використали в іншому місці, або доступ відкликали.
trouble-token-revoked-next = Дозвольте доступ ще раз. Якщо ті самі токени має інша програма, оновлювати їх має лише одна.

trouble-answer-lost = Відповідь amoCRM загубилася: { $at }.
trouble-answer-lost-why = У ній були нові токени, а старий refresh-токен більше не працює.
trouble-answer-lost-next = Дозвольте доступ ще раз: решта збережеться.

trouble-token-of-another-integration = Цей refresh-токен видано іншій інтеграції.
trouble-token-of-another-integration-why = У неї інший ID.
trouble-token-of-another-integration-next = Дозвольте доступ ще раз.

trouble-token-garbled = Сервер не може прочитати refresh-токен.
trouble-token-garbled-why = Його обрізано або зіпсовано.
trouble-token-garbled-next = Дозвольте доступ ще раз.

trouble-token-expired = Строк refresh-токена минув.
trouble-token-expired-why = Він живе три місяці, і за цей час його не оновлювали.
trouble-token-expired-next = Дозвольте доступ ще раз.

trouble-long-lived-ended = Строк довгострокового токена минув.
trouble-long-lived-ended-why = Він діє до дня, вибраного під час створення, і оновити його не можна.
trouble-long-lived-ended-next = Створіть новий токен у налаштуваннях інтеграції та вставте його сюди.

trouble-long-lived-garbled = Це не повний довгостроковий токен.
trouble-long-lived-garbled-why = Його обрізано, зіпсовано під час копіювання, або це щось інше.
trouble-long-lived-garbled-next = Скопіюйте токен ще раз — від першого символу до останнього.

trouble-long-lived-refused = Акаунт не приймає цього токена.
trouble-long-lived-refused-why = Його відкликали, або він від іншого акаунта: сам токен цього не каже.
trouble-long-lived-refused-next = Перевірте адресу акаунта. Якщо вона правильна, створіть в інтеграції новий токен.

trouble-api-key-refused = amoCRM не знає такого логіна з таким API-ключем.
trouble-api-key-refused-why = Ключ належить іншому користувачеві чи акаунту, або його замінили.
trouble-api-key-refused-next = Перевірте обидва: потрібен ключ адміністратора цього акаунта.

trouble-api-keys-gone = За цією адресою amoCRM більше не приймає API-ключів.
trouble-api-keys-gone-why = Вони лишилися з часів до 2020 року, і обмін могли вимкнути.
trouble-api-keys-gone-next = Виберіть інший спосіб: дозвіл у браузері працює завжди.

trouble-refused = Сервер відмовив.
trouble-refused-why = Він назвав причину, якої amokey ще не знає.
trouble-refused-next = Дозвольте доступ ще раз. Не допомогло — пошукайте текст у дужках.

trouble-unauthorized = Акаунт більше не приймає access-токен.
trouble-unauthorized-why = Доступ відкликали, інтеграцію вимкнули, або в акаунта тепер інша адреса.
trouble-unauthorized-next = Дозвольте доступ ще раз.

trouble-subscription-over = Підписка акаунта закінчилася.
trouble-subscription-over-why = Без неї API закривається через 30 днів.
trouble-subscription-over-next = Попросіть того, хто платить за акаунт, оплатити наступний строк.

trouble-blocked = Акаунт або вашу IP-адресу заблоковано.
trouble-blocked-why = Так буває після надто частих запитів, іноді з іншої програми.
trouble-blocked-next = Зняти блокування може лише підтримка: напишіть їй, вказавши IP-адресу й акаунт.

trouble-forbidden = У цього користувача немає прав.
trouble-forbidden-why = Бракує прав того, хто дозволив доступ.
trouble-forbidden-next = Нехай доступ дозволить адміністратор акаунта.

trouble-no-such-account = За цією адресою немає акаунта.
trouble-no-such-account-why = В адресі одрук, або акаунт перейменували.
trouble-no-such-account-next = Перевірте адресу: її видно в браузері, коли ви працюєте в акаунті.

trouble-nothing-found = Нічого не знайдено.
trouble-nothing-found-why = Цього немає, або користувач не має доступу.
trouble-nothing-found-next = Перевірте номер.

trouble-bad-request = amoCRM не прийняла цей запит.
trouble-bad-request-why = Щось не так в адресі, параметрах або тілі запиту.
trouble-bad-request-next = Подивіться відповідь: у ній сказано, що саме не підійшло.

trouble-too-many-requests = Забагато запитів.
trouble-too-many-requests-why = Акаунт рахує запити всіх своїх програм разом.
trouble-too-many-requests-next = Трохи зачекайте та спробуйте ще раз.

trouble-too-many-requests-for = Забагато запитів.
trouble-too-many-requests-for-why = Акаунт рахує запити всіх своїх програм разом.
trouble-too-many-requests-for-next = Спробуйте ще раз через { $minutes ->
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
   *[many] { $minutes } хвилин
}.

trouble-server-error = На сервері негаразди.
trouble-server-error-why = Ви тут ні до чого, і нічого не втрачено.
trouble-server-error-next = Спробуйте ще раз за хвилину.

trouble-bad-answer = Відповідь сервера не читається.
trouble-bad-answer-why = Вона обірвалася, або відповів хтось дорогою: проксі, сторінка входу в мережу.
trouble-bad-answer-next = Перевірте зʼєднання та спробуйте ще раз. Якщо надсилався код, він міг згоріти — тоді дозвольте доступ знову.

trouble-unreachable = До сервера не достукатися.
trouble-unreachable-why = Немає звʼязку, заважає фаєрвол, або адресу сервера не знайдено (DNS).
trouble-unreachable-next = Перевірте зʼєднання та проксі й спробуйте ще раз.

trouble-timed-out = Сервер не відповів вчасно.
trouble-timed-out-why = Звʼязок повільний, або сервер зайнятий.
trouble-timed-out-next = Спробуйте ще раз.

trouble-untrusted = Сертифікату сервера не можна довіряти.
trouble-untrusted-why = Можливо, зʼєднання хтось перехоплює: корпоративний проксі, антивірус. Або на компʼютері неправильний час.
trouble-untrusted-next = Перевірте годинник. За корпоративним проксі вкажіть його сертифікат у SSL_CERT_FILE.

trouble-store-locked = Сховище паролів заблоковано.
trouble-store-locked-why = Його ніхто не розблокував, або в ньому немає звʼязки ключів.
trouble-store-locked-next = Розблокуйте його та спробуйте ще раз. На сервері без робочого столу запустіть amokey усередині dbus-run-session і розблокуйте там gnome-keyring-daemon.

trouble-store-missing = Тут немає сховища паролів.
trouble-store-missing-why = У цьому сеансі немає такої служби (Secret Service) — звична річ на серверах і в контейнерах.
trouble-store-missing-next = Запустіть GNOME Keyring або KWallet і спробуйте ще раз. На сервері без робочого столу зберігайте токени в зашифрованому файлі: amokey store init --key-file ШЛЯХ, потім amokey config set store file.

trouble-store-timed-out = Сховище паролів не відповіло вчасно.
trouble-store-timed-out-why = Можливо, воно чекає на вас в іншому вікні.
trouble-store-timed-out-next = Знайдіть його вікно та спробуйте ще раз.

trouble-store-full = Сховище паролів не приймає токени.
trouble-store-full-why = Воно заповнене або не бере записів такого розміру.
trouble-store-full-next = Видаліть у ньому непотрібні записи та спробуйте ще раз.

trouble-store-read-only = Сховище паролів не дає писати.
trouble-store-read-only-why = Його можна читати, але не змінювати.
trouble-store-read-only-next = Дозвольте amokey запис у налаштуваннях сховища та спробуйте ще раз.

trouble-store-damaged = Запис у сховищі паролів не читається.
trouble-store-damaged-why = Його пошкоджено: його змінив не amokey.
trouble-store-damaged-next = Поверніть його з копії сховища. Копії немає — видаліть запис командою amokey forget і підключіть акаунт знову.

trouble-store-doubled = У сховищі паролів два записи цього профілю.
trouble-store-doubled-why = Другий зробив не amokey, і який із них чинний, невідомо.
trouble-store-doubled-next = Видаліть зайвий у програмі самого сховища. Або видаліть обидва командою amokey forget і підключіть акаунт знову.

trouble-store-newer = Запис у сховищі паролів зробив новіший amokey.
trouble-store-newer-why = Ця версія не знає його формату й не чіпає його.
trouble-store-newer-next = Оновіть amokey. Якщо запис не потрібен, видаліть його командою amokey forget і підключіть акаунт знову.

trouble-store-not-listable = Список профілів порожній, а це сховище паролів не каже, що в ньому є.
trouble-store-not-listable-why = Профілі в ньому можуть бути: дізнатися їхні імена не можна.
trouble-store-not-listable-next = Поверніть список (ledger.sqlite) з копії або назвіть профіль: amokey token ІМʼЯ поверне його до списку.

trouble-sealed-absent = Зашифрованого файлу ще немає: { $path }
trouble-sealed-absent-why = У налаштуваннях сказано зберігати токени в зашифрованому файлі, але його ніхто не створив.
trouble-sealed-absent-next = Створіть його: amokey store init

trouble-sealed-exists = Зашифрований файл уже є: { $path }
trouble-sealed-exists-why = У ньому можуть бути токени, тому порожнім він не замінюється.
trouble-sealed-exists-next = Користуйтеся ним або спершу приберіть його в інше місце.

trouble-sealed-foreign = Це не зашифрований файл amokey: { $path }
trouble-sealed-foreign-why = Під його іменем лежить щось інше. Воно лишилося недоторканим.
trouble-sealed-foreign-next = Приберіть цей файл, поверніть на місце попередній або створіть новий: amokey store init

trouble-sealed-newer = Зашифрований файл записав новіший amokey: { $path }
trouble-sealed-newer-why = Ця версія не знає його формату й не чіпає його.
trouble-sealed-newer-next = Оновіть amokey.

trouble-sealed-damaged = Зашифрований файл пошкоджено: { $path }
trouble-sealed-damaged-why = Його змінили, обрізали або щось у ньому переставили. До нього нічого не записано.
trouble-sealed-damaged-next = Поверніть його з копії. Копії немає — приберіть його, виконайте amokey store init і підключіть акаунти знову.

trouble-sealed-unusable = Зашифрований файл не читається або не записується: { $path }
trouble-sealed-unusable-why = Система не дозволила. Усе, що в ньому було, на місці.
trouble-sealed-unusable-next = Перевірте вільне місце та права на теку і спробуйте ще раз.

trouble-sealed-held = Зашифрований файл зайнятий іншим процесом: { $path }
trouble-sealed-held-why = Дочекатися його не вдалося: він пише на повільний диск або призупинений.
trouble-sealed-held-next = Подивіться, чи не запущено інший amokey, і спробуйте ще раз.

trouble-sealed-wrong-key = Цей ключ не підходить до зашифрованого файлу: { $path }
trouble-sealed-wrong-key-why = Сам файл цілий, але зашифрований іншим ключем або іншою парольною фразою.
trouble-sealed-wrong-key-next = Подивіться, який ключ використовується: amokey store show. Потрібен той, з яким файл створено.

trouble-sealed-no-key = Немає ключа до зашифрованого файлу: { $path }
trouble-sealed-no-key-why = У налаштуваннях не вказано файл ключа, іншого ключа не знайшлося, а спитати парольну фразу ніде: термінала немає.
trouble-sealed-no-key-next = Укажіть файл ключа: amokey config set key_file ШЛЯХ

trouble-sealed-key-exposed = Файл ключа можуть прочитати або змінити інші: { $path }
trouble-sealed-key-exposed-why = У кого ключ, у того й усі токени, тому з таким файлом amokey не працює.
trouble-sealed-key-exposed-next = Закрийте його від інших: chmod 600 { SHELL($path) }

trouble-sealed-key-not-ours = Файл ключа належить іншому користувачеві: { $path }
trouble-sealed-key-not-ours-why = Власник може будь-якої миті підмінити ключ, тому з таким файлом amokey не працює.
trouble-sealed-key-not-ours-next = Зробіть його своїм: sudo chown `id -u` { SHELL($path) }

trouble-sealed-key-not-made = Не вдалося створити файл ключа: { $path }
trouble-sealed-key-not-made-why = У теку не можна писати, або диск заповнено. Там нічого не лишилося.
trouble-sealed-key-not-made-next = Звільніть місце або виберіть для нього інше.

trouble-sealed-key-unusable = Файл ключа не годиться: { $path }
trouble-sealed-key-unusable-why = Його немає, він не читається або в ньому не ключ: ключ — це 64 шістнадцяткові цифри або 32 байти.
trouble-sealed-key-unusable-next = Перевірте шлях (його покаже amokey config get key_file) або поверніть ключ із копії.

trouble-in-another-store = Токени профілю { $name } лежать в іншому сховищі.
trouble-in-another-store-why = amokey дивиться лише в те сховище, яке використовується, а там їх немає.
trouble-in-another-store-next = Перейдіть на нього: amokey config set store { $store }. Або перенесіть їх сюди: amokey store move

trouble-in-both-stores = { $name } є в обох сховищах, і записи різні.
trouble-in-both-stores-why = У них різні підключення. Жодне не видаляється заради іншого.
trouble-in-both-stores-next = Залиште одне: інше видаліть командою amokey forget { SHELL($name) }, указавши в AMOKEY_STORE сховище, де воно лежить.

trouble-home-refused-not-ours = Це належить іншому користувачеві: { $path }
trouble-home-refused-not-ours-why = Той, хто це створив, міг вписати команди, які amokey виконав би від вашого імені, тому воно не використовується.
trouble-home-refused-not-ours-next = Запустіть amokey від імені власника або вкажіть в AMOKEY_HOME свою теку.

trouble-home-refused-writable = Інші користувачі можуть змінювати те, чому amokey довіряє: { $path } (права { $mode })
trouble-home-refused-writable-why = Хто може туди писати, може змусити amokey виконувати команди від вашого імені, тому воно не використовується.
trouble-home-refused-writable-next = Закрийте від інших: chmod -R go-rwx { SHELL($path) }

trouble-home-refused-dangling = Це посилання нікуди не веде: { $path }
trouble-home-refused-dangling-why = Тому, хто створить його ціль, довелося б довіряти, тому там нічого не створюється.
trouble-home-refused-dangling-next = Поверніть те, на що воно вказує, або видаліть посилання.

trouble-ledger-damaged = Список профілів amokey пошкоджено.
trouble-ledger-damaged-why = Файл змінили або обрізали ззовні. Токени зберігаються окремо й не постраждали.
trouble-ledger-damaged-next = Приберіть файл, як скаже amokey doctor: профілі повернуться зі сховища.

trouble-row-unreadable = Рядок { $name } у списку профілів amokey неможливо прочитати.
trouble-row-unreadable-why = Його змінили ззовні. Токени зберігаються окремо й не постраждали.
trouble-row-unreadable-next = Записати його наново: amokey refresh { SHELL($name) }

trouble-ledger-newer = Тут уже працював новіший amokey.
trouble-ledger-newer-why = Ця версія не знає його списку профілів і не чіпає його.
trouble-ledger-newer-next = Оновіть amokey.

trouble-disk-full = Диск заповнено.
trouble-disk-full-why = Більше нічого не записати.
trouble-disk-full-next = Звільніть місце та спробуйте ще раз.

trouble-ledger-unavailable = Тека amokey недоступна.
trouble-ledger-unavailable-why = Її не можна прочитати або змінити.
trouble-ledger-unavailable-next = Перевірте права на теку або вкажіть іншу в AMOKEY_HOME.

trouble-busy = Із цим профілем працює інший amokey.
trouble-busy-why = Двоє водночас зіпсували б одне одному токени.
trouble-busy-next = Дочекайтеся, поки він закінчить, і спробуйте ще раз.

trouble-busy-by = Із цим профілем працює інший amokey: { $holder }.
trouble-busy-by-why = Двоє водночас зіпсували б одне одному токени.
trouble-busy-by-next = Дочекайтеся, поки він закінчить, і спробуйте ще раз.

trouble-no-browser = Не вдалося відкрити браузер.
trouble-no-browser-why = Можливо, на цьому компʼютері його немає.
trouble-no-browser-next = Відкрийте адресу самі, у будь-якому браузері.

trouble-no-such-profile = Профілю { $name } немає.
trouble-no-such-profile-why = В імені одрук, або профіль перейменували чи видалили.
trouble-no-such-profile-next = Виберіть наявний або налаштуйте новий.
trouble-no-such-profile-near = Профілю { $name } немає.
trouble-no-such-profile-near-why = Можливо, ви мали на увазі { $near }?
trouble-no-such-profile-near-next = Виберіть наявний або перегляньте всі: amokey status

trouble-name-taken = Профіль { $name } уже є.
trouble-name-taken-why = Одне імʼя — один акаунт, а це імʼя зайняте іншим профілем або незавершеним підключенням.
trouble-name-taken-next = Виберіть інше імʼя або спершу видаліть той профіль: amokey forget { SHELL($name) }

trouble-record-missing = Токенів профілю { $name } більше немає.
trouble-record-missing-why = Профіль є у списку, а у сховищі для нього нічого немає: повернули стару копію або теку перенесли без сховища паролів.
trouble-record-missing-next = Поверніть сховище з копії або дозвольте доступ ще раз; знадобиться секретний ключ інтеграції (без екрана: --client-secret -). Kommo показує його лише раз, а новий відключить усі програми, що користуються старим.

trouble-needs-authorization = Профіль { $name } треба підключити знову.
trouble-needs-authorization-why = У нього немає чинних токенів.
trouble-needs-authorization-next = Дозвольте доступ ще раз: решта збережеться.

trouble-elsewhere = Токенами профілю { $name } опікується інша програма.
trouble-elsewhere-why = Двоє з одним refresh-токеном заважають одне одному.
trouble-elsewhere-next = Щоб повернути акаунт, дозвольте доступ ще раз.

trouble-packed = Профіль { $name } пішов звідси у файлі { $file }
trouble-packed-why = Токенами опікується той, хто його відкрив. Двоє з одним refresh-токеном заважають одне одному.
trouble-packed-next = Доки його ніде не відкрили, профіль поверне команда нижче. Якщо відкрили — запакуйте його там і заберіть тут або підключіть акаунт знову: amokey authorize { SHELL($name) }

trouble-internal = Усередині amokey щось пішло не так.
trouble-internal-why = Це наша помилка, не ваша.
trouble-internal-next = Спробуйте ще раз. Повториться — повідомте нам текст у дужках.
