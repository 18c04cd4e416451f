import Diagnostics
public import Documents

/// Who may see an entry.
public enum Visibility: String, Sendable, CaseIterable {
  /// Listed for everybody.
  case `public`
  /// A page and downloads, but in no list.
  case unlisted
  /// Only in builds for its audience.
  case `private`
}

/// Which offering of the registry an entry belongs to.
public enum Edition: String, Sendable, CaseIterable {
  /// For everybody.
  case community
  /// For customers; still public.
  case enterprise
}

/// Where an entry stands in its life.
public struct Lifecycle: Sendable {
  /// The day from which the model is discouraged.
  public let deprecated: Located<CalendarDate>?
  /// Why, for readers.
  public let reason: Located<String>?
  /// The entry to use instead.
  public let replacedBy: Located<String>?
  /// The first day on which the entry is no longer offered.
  public let expires: Located<CalendarDate>?

  /// Tells whether readers are to be warned on that day.
  public func isDeprecated(on day: CalendarDate) -> Bool { deprecated.map { $0.value <= day } ?? false }

  /// Tells whether the entry is over on that day.
  public func isExpired(on day: CalendarDate) -> Bool { expires.map { $0.value <= day } ?? false }
}

/// A finding that a file allows: `{rule, reason, until}` under `allow:`.
public struct Allowance: Sendable {
  /// The mapping.
  public let node: Node
  /// The rule's id.
  public let rule: Located<String>?
  /// Why it is fine here.
  public let reason: Located<String>?
  /// The last day on which it is; for ever where it is not said.
  public let until: Located<CalendarDate>?

  static func decode(_ node: Node) -> (Allowance, [Diagnostic]) {
    var decoder = MappingDecoder(node, "An item of ‘allow:’")
    let allowance = Allowance(
      node: node, rule: decoder.string("rule"), reason: decoder.string("reason"), until: decoder.date("until")
    )
    return (allowance, decoder.finish())
  }
}

/// What the hub knows of an entry and Xinference never sees: the `hub:` block.
public struct HubBlock: Sendable {
  /// The block itself, or `nil` where the file has none.
  public let node: Node?
  /// Who may see the entry; public by default.
  public let visibility: Located<Visibility>?
  /// The groups that may see a private entry.
  public let audience: [Located<String>]
  /// The offering; community by default.
  public let edition: Located<Edition>?
  /// Logins of the people who look after it.
  public let maintainers: [Located<String>]
  /// An SPDX licence expression.
  public let license: Located<String>?
  /// Free words for searching.
  public let tags: [Located<String>]
  /// Links by name.
  public let links: [(name: Located<String>, value: Located<String>)]
  /// Deprecation and expiry.
  public let lifecycle: Lifecycle?
  /// Former names, which redirect.
  public let aliases: [Located<String>]
  /// Findings that are fine here.
  public let allow: [Allowance]

  /// The visibility in force.
  public var effectiveVisibility: Visibility { visibility?.value ?? .public }
  /// The edition in force.
  public var effectiveEdition: Edition { edition?.value ?? .community }

  /// Decodes a block, or takes every default where there is none.
  static func decode(_ node: Node?) -> (HubBlock, [Diagnostic]) {
    guard let node, node.kind != .null else { return (HubBlock(node: nil), []) }
    var decoder = MappingDecoder(node, "‘hub:’")
    let block = HubBlock(
      node: node,
      visibility: decoder.choice("visibility", Visibility.self),
      audience: decoder.strings("audience"),
      edition: decoder.choice("edition", Edition.self),
      maintainers: decoder.strings("maintainers"),
      license: decoder.string("license"),
      tags: decoder.strings("tags"),
      links: decoder.stringMembers("links"),
      lifecycle: lifecycle(&decoder),
      aliases: decoder.strings("aliases"),
      allow: allowances(&decoder))
    return (block, decoder.finish())
  }

  private static func allowances(_ decoder: inout MappingDecoder) -> [Allowance] {
    decoder.list("allow").map { element in
      let (allowance, faults) = Allowance.decode(element)
      decoder.absorb(faults)
      return allowance
    }
  }

  private static func lifecycle(_ decoder: inout MappingDecoder) -> Lifecycle? {
    guard let node = decoder.mapping("lifecycle") else { return nil }
    var nested = MappingDecoder(node, "‘lifecycle:’")
    let lifecycle = Lifecycle(
      deprecated: nested.date("deprecated"), reason: nested.string("reason"),
      replacedBy: nested.string("replaced_by"), expires: nested.date("expires"))
    decoder.absorb(nested.finish())
    return lifecycle
  }

  private init(
    node: Node?, visibility: Located<Visibility>? = nil, audience: [Located<String>] = [],
    edition: Located<Edition>? = nil, maintainers: [Located<String>] = [], license: Located<String>? = nil,
    tags: [Located<String>] = [], links: [(name: Located<String>, value: Located<String>)] = [],
    lifecycle: Lifecycle? = nil, aliases: [Located<String>] = [],
    allow: [Allowance] = []
  ) {
    self.node = node
    self.visibility = visibility
    self.audience = audience
    self.edition = edition
    self.maintainers = maintainers
    self.license = license
    self.tags = tags
    self.links = links
    self.lifecycle = lifecycle
    self.aliases = aliases
    self.allow = allow
  }
}
