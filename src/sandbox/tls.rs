//! A certificate authority of the sandbox's own, good for amoCRM, Kommo and this machine, and for nothing else.

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CidrSubnet, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose, NameConstraints,
    SanType,
};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tempfile::NamedTempFile;
use tokio_rustls::TlsAcceptor;

const DOMAINS: [&str; 3] = ["amocrm.ru", "kommo.com", "localhost"];
const HOSTS: [&str; 5] = ["amocrm.ru", "*.amocrm.ru", "kommo.com", "*.kommo.com", "localhost"];

/// What https needs: the acceptor, and the authority's certificate in a file for clients to trust.
pub struct CertificateAuthority {
    pub acceptor: TlsAcceptor,
    /// The authority's certificate as PEM; it goes when this value goes.
    pub file: NamedTempFile,
}

impl CertificateAuthority {
    /// Makes a new one; its private key is forgotten at once.
    pub fn new() -> io::Result<Self> {
        let (ca, certificate, key) = certificates().map_err(io::Error::other)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            )
            .map_err(io::Error::other)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let mut file =
            tempfile::Builder::new().prefix("amokey-sandbox-ca-").suffix(".pem").tempfile()?;
        file.write_all(ca.as_bytes())?;
        file.flush()?;
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), file })
    }
}

fn certificates() -> Result<(String, rcgen::Certificate, KeyPair), rcgen::Error> {
    let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let mut ca = CertificateParams::default();
    ca.distinguished_name.push(DnType::CommonName, "amokey sandbox");
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    // Whoever trusts it for a try-out does not trust it for his bank.
    let names = DOMAINS.map(|domain| GeneralSubtree::DnsName(domain.to_owned()));
    let address = GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(loopback, 32));
    ca.name_constraints = Some(NameConstraints {
        permitted_subtrees: names.into_iter().chain([address]).collect(),
        excluded_subtrees: Vec::new(),
    });
    let ca = CertifiedIssuer::self_signed(ca, KeyPair::generate()?)?;

    let mut server = CertificateParams::new(HOSTS.map(str::to_owned))?;
    server.subject_alt_names.push(SanType::IpAddress(loopback));
    server.distinguished_name = rcgen::DistinguishedName::new();
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    server.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate()?;
    let certificate = server.signed_by(&key, &ca)?;
    Ok((ca.pem(), certificate, key))
}
