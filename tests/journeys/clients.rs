//! The real programs for which tokens are exported: each reads its file, asks for the account, refreshes, asks again.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use amokey::domain::account::AccountHost;
use amokey::domain::profile::ProfileName;
use amokey::domain::secret::Secret;
use amokey::domain::token_files::{Form, TokenExport, Written, write};
use amokey::sandbox::{self, Options, Sandbox};
use serde_json::Value;

/// An amoCRM with a certificate of its own, and a folder for what is exported.
struct Scene {
    sandbox: Sandbox,
    folder: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let options = Options { tls: true, limits: false, ..Options::default() };
        Self { sandbox: sandbox::start(&options).unwrap(), folder: tempfile::tempdir().unwrap() }
    }

    fn address(&self) -> &str {
        self.sandbox.origin().trim_start_matches("https://")
    }

    fn ca(&self) -> &Path {
        self.sandbox.ready().ca.as_deref().unwrap()
    }

    /// A pair of its own, as the token endpoint gives it.
    fn pair(&self) -> Value {
        let ready = self.sandbox.ready();
        let body = serde_json::json!({
            "client_id": ready.client_id, "client_secret": ready.client_secret,
            "redirect_uri": ready.redirect_uri, "grant_type": "authorization_code",
            "code": self.sandbox.fresh_code(None).unwrap(),
        });
        let output = Command::new("curl")
            .args(["--silent", "--fail", "--json", &body.to_string(), "--cacert"])
            .arg(self.ca())
            .args(["--connect-to", &format!("::{}", self.address())])
            .arg(format!("https://{}/oauth2/access_token", ready.account))
            .output()
            .expect("curl; tests/run installs it");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Exports a fresh pair; the file or the folder.
    fn exported(&self, form: Form) -> PathBuf {
        let pair = self.pair();
        let text = |name: &str| Secret::new(pair[name].as_str().unwrap());
        let host = AccountHost::parse(&self.sandbox.ready().account).unwrap();
        let handed = TokenExport {
            profile: ProfileName::parse("demo").unwrap(),
            known_as: "acme".into(),
            base_url: format!("https://{host}"),
            host,
            account_id: None,
            access: text("access_token"),
            expires_at: jiff::Timestamp::from_second(self.sandbox.now() + 86_400).unwrap(),
            expires_in: 86_400,
            refresh: Some(text("refresh_token")),
        };
        let path = self.folder.path().join(form.into_str());
        match write(form, &handed) {
            Written::One(text) => std::fs::write(&path, text.expose()).unwrap(),
            Written::Folder(files) => {
                std::fs::create_dir(&path).unwrap();
                for (name, text) in files {
                    std::fs::write(path.join(name), text.expose()).unwrap();
                }
            }
        }
        path
    }

    /// What a program prints that was led here.
    fn prints(&self, program: &Path, script: &str, form: Form) -> String {
        let ready = self.sandbox.ready();
        let integration = serde_json::json!({
            "client_id": ready.client_id, "client_secret": ready.client_secret,
            "redirect_uri": ready.redirect_uri,
        });
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/clients");
        let mut node = OsString::from("--require=");
        node.push(scripts.join("led.cjs"));
        let output = Command::new(program)
            .arg(scripts.join(script))
            .arg(self.exported(form))
            .arg(integration.to_string())
            .env("SANDBOX", self.address())
            .env("NODE_PATH", clients().join("node_modules"))
            .env("NODE_OPTIONS", node)
            .env("PYTHONPATH", &scripts)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .envs(
                ["NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"]
                    .map(|name| (name, self.ca())),
            )
            .output()
            .expect("the clients; tests/run installs them");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        String::from_utf8(output.stdout).unwrap()
    }
}

/// Where tests/run installs them.
fn clients() -> PathBuf {
    let folder = std::env::var_os("AMOKEY_TEST_CLIENTS");
    PathBuf::from(folder.expect("AMOKEY_TEST_CLIENTS; tests/run sets it"))
}

/// Each makes two requests, with a refresh between them.
fn reads(scene: &Scene, program: &Path, script: &str, form: Form) {
    let given = |scene: &Scene| scene.sandbox.stats().token_requests("refresh_token", "200");
    let before = given(scene);
    let said = scene.prints(program, script, form);
    assert_eq!(said, "31400001\n31400001\n", "{script}");
    assert_eq!(given(scene), before + 1, "{script}");
}

#[test]
#[ignore = "needs the clients: tests/run"]
fn the_clients_for_node_read_what_is_exported() {
    let scene = Scene::new();
    for script in ["amocrm_js.cjs", "amo.cjs"] {
        reads(&scene, Path::new("node"), script, Form::AmocrmJs);
    }
}

#[test]
#[ignore = "needs the clients: tests/run"]
fn the_clients_for_python_read_what_is_exported() {
    let scene = Scene::new();
    let python = clients().join("python/bin/python");
    reads(&scene, &python, "amocrm_api.py", Form::Python);
    reads(&scene, &python, "aioamocrm_client.py", Form::Aioamocrm);
}

#[test]
#[ignore = "needs curl: tests/run"]
fn curl_reads_the_configuration_that_was_exported() {
    let scene = Scene::new();
    let output = Command::new("curl")
        .args(["--silent", "--fail", "--config"])
        .arg(scene.exported(Form::Curl))
        .arg("--cacert")
        .arg(scene.ca())
        .args(["--connect-to", &format!("::{}", scene.address())])
        .arg("https://demo.amocrm.ru/api/v4/account")
        .output()
        .unwrap();
    let account: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(account["id"], 31_400_001);
}
