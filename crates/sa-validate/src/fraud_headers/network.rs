//! Addresses: IPs, MACs, the port, and the hops between client and server.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Problem;
use super::encoding::{Key, decoded, judge_item, misshapen, pairs};

/// `Gov-Client-Local-IPs`: a list of addresses, the colons of IPv6 encoded. A zone (`%25eth0`) may
/// follow.
pub(super) fn local_ips(value: &str, tell: &mut dyn FnMut(Problem)) {
    for item in value.split(',') {
        match encoded_ip(item) {
            Some(_) => {}
            None if item.contains([':', ' ']) => tell(Problem::Format),
            None if misshapen(item) == Problem::EncodedSeparator => tell(misshapen(item)),
            None => tell(Problem::NotAnIpAddress),
        }
    }
}

/// `Gov-Client-MAC-Addresses`: a list of six pairs of hexadecimal digits, the colons encoded.
pub(super) fn mac_addresses(value: &str, tell: &mut dyn FnMut(Problem)) {
    let is_mac = |text: &str| {
        text.len() == 17
            && text
                .bytes()
                .enumerate()
                .all(|(place, byte)| match place % 3 {
                    2 => byte == b':',
                    _ => byte.is_ascii_hexdigit(),
                })
    };
    for item in value.split(',') {
        let right = !item.contains(':') && decoded(item).is_some_and(|text| is_mac(&text));
        if !right {
            tell(misshapen(item));
        }
    }
}

/// `Gov-Client-Public-IP`, `Gov-Vendor-Public-IP`: one public address, not encoded.
pub(super) fn public_ip(value: &str, tell: &mut dyn FnMut(Problem)) {
    match value.parse::<IpAddr>() {
        Err(_) => tell(Problem::NotAnIpAddress),
        Ok(address) if !is_public(address) => tell(Problem::NotAPublicIpAddress),
        Ok(_) => {}
    }
}

/// `Gov-Client-Public-Port`: 1 to 65535, the client's and not a server's.
pub(super) fn public_port(value: &str, tell: &mut dyn FnMut(Problem)) {
    let is_written_plainly = value.bytes().all(|byte| byte.is_ascii_digit());
    match value.parse::<u16>() {
        Ok(port) if is_written_plainly && !matches!(port, 0 | 80 | 443) => {}
        Ok(_) | Err(_) => tell(Problem::Format),
    }
}

/// `Gov-Vendor-Forwarded`: a list of hops, each by and for a public address, colons encoded.
pub(super) fn forwarded(value: &str, tell: &mut dyn FnMut(Problem)) {
    let keys = [
        Key {
            name: "by",
            missing: Problem::ValueMissing("'by'"),
            accepts: |_| true,
        },
        Key {
            name: "for",
            missing: Problem::ValueMissing("'for'"),
            accepts: |_| true,
        },
    ];
    for hop in value.split(',') {
        judge_item(hop, &keys, tell);
        for (_, address) in pairs(hop)
            .flatten()
            .filter(|(_, address)| !address.is_empty())
        {
            match encoded_ip(address) {
                None if address.contains(':') => tell(Problem::Format),
                None => tell(Problem::NotAnIpAddress),
                Some(address) if !is_public(address) => tell(Problem::NotAPublicIpAddress),
                Some(_) => {}
            }
        }
    }
}

/// Whether some hop is by the vendor's and for the client's public address. True as well where
/// one of the three cannot be read, for that is told of it alone.
pub(super) fn is_forwarded(forwarded: &str, client: &str, vendor: &str) -> bool {
    let (Ok(client), Ok(vendor)) = (client.parse::<IpAddr>(), vendor.parse::<IpAddr>()) else {
        return true;
    };
    let mut readable = true;
    let agrees = forwarded.split(',').any(|hop| {
        let [mut by, mut given_for] = [None, None];
        for pair in pairs(hop) {
            match pair {
                Ok(("by", address)) => by = encoded_ip(address),
                Ok(("for", address)) => given_for = encoded_ip(address),
                Ok(_) | Err(_) => readable = false,
            }
        }
        readable &= by.is_some() && given_for.is_some();
        by == Some(vendor) && given_for == Some(client)
    });
    agrees || !readable
}

/// An address with its colons encoded, perhaps with a zone.
fn encoded_ip(text: &str) -> Option<IpAddr> {
    if text.contains(':') {
        return None;
    }
    let text = decoded(text)?;
    match text.split_once('%') {
        Some((address, zone)) if !zone.is_empty() => {
            address.parse::<Ipv6Addr>().ok().map(IpAddr::V6)
        }
        _ => text.parse().ok(),
    }
}

/// Whether an address may be seen on the internet. The ranges for documentation count as such, for
/// HMRC's own examples use them.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(address),
        },
    }
}

/// Source: IANA's register of special-purpose addresses.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let is_shared = matches!(address.octets(), [100, 64..=127, ..]);
    let is_this_network = matches!(address.octets(), [0, ..]);
    let is_reserved = matches!(address.octets(), [240..=255, ..]);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || is_shared
        || is_this_network
        || is_reserved)
}

/// Global unicast addresses are those of `2000::/3`.
fn is_public_v6(address: Ipv6Addr) -> bool {
    matches!(address.segments(), [0x2000..=0x3fff, ..])
}
