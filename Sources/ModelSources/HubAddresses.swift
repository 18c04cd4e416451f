public import ModelFacts

/// Where hubs are, and the tokens that they know the user by.
public struct HubAddresses: Sendable {
  /// A hub's address without a `/` at its end, and its token.
  public struct Address: Sendable {
    /// The address.
    public var base: String
    /// The token; `nil` is anonymous.
    public var token: String?
  }

  private var addresses: [Hub: Address] = [
    .huggingface: Address(base: "https://huggingface.co"),
    .modelscope: Address(base: "https://modelscope.cn"),
  ]

  /// The public hubs, without tokens.
  public init() {}

  /// Takes addresses and tokens from the variables that the hubs' own programs read.
  ///
  /// `HF_ENDPOINT`, `HF_TOKEN`; `MODELSCOPE_DOMAIN` (a host, or an address), `MODELSCOPE_API_TOKEN`.
  public init(environment: [String: String]) {
    self.init()
    if let base = environment["HF_ENDPOINT"] { self[.huggingface]?.base = Self.address(base) }
    if let base = environment["MODELSCOPE_DOMAIN"] { self[.modelscope]?.base = Self.address(base) }
    self[.huggingface]?.token = environment["HF_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    self[.modelscope]?.token = environment["MODELSCOPE_API_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The address of a hub; `nil` for one that cannot be read.
  public subscript(hub: Hub) -> Address? {
    get { addresses[hub] }
    set { addresses[hub] = newValue }
  }

  /// Another address for a hub, as a flag gives it.
  public mutating func move(_ hub: Hub, to base: String) {
    addresses[hub] = Address(base: Self.address(base), token: addresses[hub]?.token)
  }

  private static func address(_ text: String) -> String {
    let whole = text.contains("://") ? text : "https://\(text)"
    return whole.hasSuffix("/") ? String(whole.dropLast()) : whole
  }
}
