# Какому профилю принадлежит токен.

which-ask = Токен или код, на экране он не появится
which-nothing = На стандартном вводе нет ни токена, ни кода. Подайте его одной строкой:
which-in-argv = Токен не пишут в командной строке, где его видят другие. Поставьте на его место дефис, а сам токен подайте на стандартный ввод: amokey which -
which-is = Это { $kind } ({ $fingerprint }).
which-of-account = Это { $kind } ({ $fingerprint }), аккаунт { $account }.
which-ends = Это { $kind } ({ $fingerprint }), аккаунт { $account }; закончится через { $left }.
which-ended = Это { $kind } ({ $fingerprint }), аккаунт { $account }; закончился { $ago }.
which-nobody = Ни у одного из ваших профилей его нет.
which-same-account = Тот же аккаунт, но другая интеграция или другой пользователь: { $names }
which-kind-access-token = access-токен
which-kind-long-lived-token = долгосрочный токен
which-kind-refresh-token = refresh-токен
which-kind-code-or-refresh-token = код авторизации или refresh-токен: с виду они одинаковы
which-kind-client-secret = секретный ключ интеграции
which-kind-n8n-key = API-ключ n8n
which-kind-api-key = API-ключ старого аккаунта
which-kind-integration-id = ID интеграции
which-kind-address-with-code = адрес с кодом авторизации
which-kind-token-response = ответ с токенами; подайте один из них
which-kind-foreign-token = токен, но не amoCRM
which-kind-unknown = не токен и не код
which-standing-current = используется сейчас
which-standing-previous = один из прежних, больше не используется
which-standing-spent = предыдущий, уже потрачен
which-standing-newer = новее того, что используется: его получила другая программа
which-standing-pending = ещё не используется, подключение не закончено
