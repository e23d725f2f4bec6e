import json
import sys

from amocrm.v2 import tokens
from amocrm.v2.interaction import BaseInteraction

path, integration = sys.argv[1:]
integration = json.loads(integration)
manager = tokens.default_token_manager
manager(
    client_id=integration["client_id"],
    client_secret=integration["client_secret"],
    subdomain="demo",
    redirect_url=integration["redirect_uri"],
    storage=tokens.FileTokensStorage(path),
)


def account():
    print(BaseInteraction().request("get", "account")[0]["id"])


account()
manager._storage.save_tokens(*manager._get_new_tokens())
account()
