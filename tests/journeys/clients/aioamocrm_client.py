import asyncio
import json
import sys

from aioamocrm import AmoCRMClient, JsonFileTokenStorage, OAuth2

path, integration = sys.argv[1:]
integration = json.loads(integration)


async def account(margin):
    auth = OAuth2(**integration, storage=JsonFileTokenStorage(path), refresh_margin=margin)
    async with AmoCRMClient(auth=auth, subdomain="demo") as client:
        print((await client.request("GET", "account"))["id"])


asyncio.run(account(60))
# A margin longer than its whole life has the token refreshed first.
asyncio.run(account(10**6))
