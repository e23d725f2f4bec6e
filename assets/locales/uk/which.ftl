# Якому профілю належить токен.

which-ask = Токен або код, на екрані він не зʼявиться
which-nothing = На стандартному введенні немає ні токена, ні коду. Подайте його одним рядком:
which-in-argv = Токен не пишуть у командному рядку, де його бачать інші. Поставте на його місце дефіс, а сам токен подайте на стандартне введення: amokey which -
which-is = Це { $kind } ({ $fingerprint }).
which-of-account = Це { $kind } ({ $fingerprint }), акаунт { $account }.
which-ends = Це { $kind } ({ $fingerprint }), акаунт { $account }; закінчиться через { $left }.
which-ended = Це { $kind } ({ $fingerprint }), акаунт { $account }; закінчився { $ago }.
which-nobody = Жоден із ваших профілів його не має.
which-same-account = Той самий акаунт, але інша інтеграція чи інший користувач: { $names }
which-kind-access-token = access-токен
which-kind-long-lived-token = довгостроковий токен
which-kind-refresh-token = refresh-токен
which-kind-code-or-refresh-token = код авторизації або refresh-токен: на вигляд вони однакові
which-kind-client-secret = секретний ключ інтеграції
which-kind-n8n-key = API-ключ n8n
which-kind-api-key = API-ключ старого акаунта
which-kind-integration-id = ID інтеграції
which-kind-address-with-code = адреса з кодом авторизації
which-kind-token-response = відповідь із токенами; подайте один із них
which-kind-foreign-token = токен, але не amoCRM
which-kind-unknown = не токен і не код
which-standing-current = використовується зараз
which-standing-previous = один із попередніх, більше не використовується
which-standing-spent = попередній, уже витрачений
which-standing-newer = новіший за той, що використовується: його отримала інша програма
which-standing-pending = ще не використовується, підключення не завершене
