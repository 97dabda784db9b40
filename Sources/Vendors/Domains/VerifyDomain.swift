import Gateways
import Identity
import Kernel
import Persistence

/// How often the record of a verified domain is looked for.
private let checkEverySeconds: Int64 = 12 * 3_600
/// How many domains one run of the job looks at.
private let checkBatch = 200

extension Vendors {
  /// Looks for the record that shows whose the shop's domain is; from then on the domain shows the shop. Throws
  /// `.domainNotProven` when the record is not there, `.domainTaken` while another shop holds the name,
  /// `.unavailable` when the name service does not answer, `.notFound` when no domain is claimed.
  package func verifyDomain(of shop: ShopID) async throws -> ShopDomain {
    guard let domain = try await domain(of: shop) else { throw Problem(.notFound) }
    switch await records.texts(of: domain.recordName) {
    case .unknown:
      throw Problem(
        .unavailable, "The name servers of \(domain.host) do not answer. Try again in a few minutes.",
        retryAfterSeconds: 60)
    case .none: return try await refuse(domain, [])
    case .found(let texts):
      guard texts.contains(domain.recordValue) else { return try await refuse(domain, texts) }
      return try await accept(domain, texts)
    }
  }

  private func refuse(_ domain: ShopDomain, _ texts: [String]) async throws -> ShopDomain {
    try await database.write { tx in
      // That somebody looked is no change that the audit log should tell of.
      tx.isRecorded = true
      guard try DomainStore.lock(domain.shop, tx)?.token == domain.token else { return }
      try DomainStore.miss(domain, tx)
    }
    let found: Words =
      texts.isEmpty
      ? "There is no TXT record \(domain.recordName) yet."
      : "The TXT record \(domain.recordName) holds something else."
    throw Problem(
      .domainNotProven,
      Words(sentences: [found, "New records can take an hour to be seen everywhere. Try again later."]))
  }

  private func accept(_ domain: ShopDomain, _ texts: [String]) async throws -> ShopDomain {
    do {
      return try await database.write { tx in
        guard let present = try DomainStore.lock(domain.shop, tx), present.token == domain.token else {
          throw Problem(.conflict)
        }
        if let holder = try DomainStore.verified(domain.host, tx), holder.shop != domain.shop {
          // Who had the name before and can't show it any more has lost it.
          guard !texts.contains(holder.recordValue) else { throw domainTaken(domain) }
          try DomainStore.release(holder.shop, tx)
          try listing.shopLookChanged(holder.shop, tx)
          try tx.record(
            "domain.lost", on: holder.shop, shop: holder.shop, before: ["host": .string(domain.host)])
          if let shop = try ShopStore.find(holder.shop, tx) {
            try mailOwner(of: shop, tx) { try DomainMails(site: site.named(tx)).lost(holder, shop, $0) }
          }
        }
        try DomainStore.verify(domain, tx)
        tx.isRecorded = true
        if !present.isVerified {
          try tx.record(
            "domain.verified", on: domain.shop, shop: domain.shop, after: ["host": .string(domain.host)])
        }
        domains.forget(after: tx)
        try listing.shopLookChanged(domain.shop, tx)
        return try DomainStore.find(domain.shop, tx) ?? present
      }
    } catch DatabaseError.uniqueViolation {
      throw domainTaken(domain)
    }
  }

  private func domainTaken(_ domain: ShopDomain) -> Problem {
    Problem(.domainTaken, "Another shop shows itself as \(domain.host). Take its record away first.")
  }
}

/// Looks whether verified domains still have their records.
struct CheckDomains: Job {
  static let kind = "vendors.domains.check"
}

extension Vendors {
  /// Looks whether verified domains still have their records. One whose record is gone for a week does not show
  /// its shop any more; a name service that does not answer changes nothing.
  package func checkDomains() async throws {
    let moment = clock.now().adding(seconds: -checkEverySeconds)
    let due = try await database.read { try DomainStore.due(before: moment, limit: checkBatch, $0) }
    for domain in due { try await check(domain) }
  }

  private func check(_ domain: ShopDomain) async throws {
    let lookup = await records.texts(of: domain.recordName)
    let isThere: Bool
    switch lookup {
    case .unknown:
      // Nothing is known, so nothing changes but its place in the queue.
      return try await database.write { try DomainStore.passOver(domain, $0) }
    case .none: isThere = false
    case .found(let texts): isThere = texts.contains(domain.recordValue)
    }
    try await database.write { tx in
      guard let present = try DomainStore.lock(domain.shop, tx), present.token == domain.token,
        present.isVerified
      else { return }
      if isThere { return try DomainStore.verify(present, tx) }
      try DomainStore.miss(present, tx)
      guard let since = present.missingSince else {
        guard let shop = try ShopStore.find(domain.shop, tx) else { return }
        return try mailOwner(of: shop, tx) {
          try DomainMails(site: site.named(tx)).missing(
            present, shop, graceDays: settings.domainGraceDays, $0)
        }
      }
      guard since.adding(seconds: settings.domainGraceSeconds) <= tx.now else { return }
      try DomainStore.release(domain.shop, tx)
      if let shop = try ShopStore.find(domain.shop, tx) {
        try mailOwner(of: shop, tx) { try DomainMails(site: site.named(tx)).lost(present, shop, $0) }
      }
      try tx.record("domain.lost", on: domain.shop, shop: domain.shop, before: ["host": .string(domain.host)])
      domains.forget(after: tx)
      try listing.shopLookChanged(domain.shop, tx)
    }
  }
}
