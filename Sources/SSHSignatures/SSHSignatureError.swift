/// Why something about keys and signatures did not work, and what to do about it.
public struct SSHSignatureError: Error, Hashable, Sendable {
  /// The kinds of fault a caller may want to tell apart.
  public enum Code: String, Hashable, Sendable {
    /// Bytes are not the key or signature that they claim to be.
    case malformed
    /// A kind of key or format that is not supported.
    case unsupported
    /// The key file cannot be read, or others can read it too.
    case unreadableKey
    /// The private key is at hand in no form: no file, and no agent that holds it.
    case noPrivateKey
    /// The agent or the program that holds the key refused to sign.
    case refused
    /// `ssh-keygen` or the agent cannot be reached.
    case unavailable
  }

  /// The kind of fault.
  public let code: Code
  /// What happened, in one sentence.
  public let sentence: String
  /// What to do next, in one sentence; empty when there is nothing to advise.
  public let advice: String

  /// Makes an error out of its parts.
  public init(_ code: Code, _ sentence: String, advice: String = "") {
    self.code = code
    self.sentence = sentence
    self.advice = advice
  }
}

extension SSHSignatureError: CustomStringConvertible {
  /// The sentence and the advice.
  public var description: String {
    advice.isEmpty ? sentence : "\(sentence) \(advice)"
  }
}
