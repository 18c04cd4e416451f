/// What becomes of the links and images of a README.
///
/// A destination is kept if it is `https:`, `http:` or `mailto:`, a fragment, or relative; any
/// other scheme, `javascript:` first of all, is refused however it is spelled.
public struct LinkPolicy: Sendable {
  /// What an image from another host becomes.
  public enum ExternalImages: Sendable {
    /// A link with the image's alternative text, so that the page requests nothing from elsewhere.
    case asLinks
    /// The image, if it is `https:`, requested without a referrer.
    case kept
  }

  /// A destination relative to the README.
  public struct Reference: Hashable, Sendable {
    /// The destination as the author wrote it, with escapes and entities decoded.
    public let destination: String
    /// Whether an image is to be shown from there.
    public let isImage: Bool

    /// Makes a reference.
    public init(destination: String, isImage: Bool) {
      self.destination = destination
      self.isImage = isImage
    }
  }

  /// What an image from another host becomes.
  public var externalImages = ExternalImages.asLinks
  /// The address, seen from the page, of what a relative destination names, or nil to refuse it.
  ///
  /// The answer is held to the same rules as a destination of the README. Called with `a/b.png`,
  /// `../x`, `/x`, `?x`; never with a fragment alone or anything that names a host.
  public var resolve: @Sendable (Reference) -> String?

  /// Makes a policy; without an argument relative destinations are left as they are.
  public init(resolve: @escaping @Sendable (Reference) -> String? = { $0.destination }) {
    self.resolve = resolve
  }
}
