/// What an operator may set about shops.
package struct VendorsSettings: Sendable {
  /// How many days a closed shop can be restored.
  package var restoreDays: Int64 = 28
  /// How many days a domain keeps showing its shop after its TXT record was found gone.
  package var domainGraceDays: Int64 = 7

  /// The defaults.
  package init() {}

  var restoreSeconds: Int64 { restoreDays * 86_400 }
  var domainGraceSeconds: Int64 { domainGraceDays * 86_400 }
}
