package io.attestream.agent.aws.cognito;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserPoolsResponse;

/**
 * User pools. Member {@code UserPool}: its settings for signing in; users are not read.
 */
public final class UserPoolCollector implements ServiceCollector {
  private static final ResourceType POOL =
      new ResourceType(
          "aws.cognito.user-pool", "cognito-idp:ListUserPools", "cognito-idp:DescribeUserPool");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(POOL);
  }

  private static final Set<String> KEPT =
      Set.of(
          "MfaConfiguration",
          "Policies",
          "DeletionProtection",
          "UserPoolAddOns",
          "AdminCreateUserConfig",
          "UserPoolTier");

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    CognitoIdentityProviderClient cognito =
        scan.client(CognitoIdentityProviderClient.class, CognitoIdentityProviderClient::builder);
    try (Listing pools = scan.listing(POOL)) {
      pools.forEach(
          cognito.listUserPoolsPaginator(r -> r.maxResults(60)),
          ListUserPoolsResponse::userPools,
          pool ->
              pools
                  .draft(scan.arn("cognito-idp", "userpool/" + pool.id()), pool.name())
                  .attempt(
                      "cognito-idp:DescribeUserPool", "UserPool", () -> kept(cognito, pool.id()))
                  .emit());
    }
  }

  private static Map<String, Object> kept(CognitoIdentityProviderClient cognito, String id) {
    Map<String, Object> pool =
        PojoDocument.of(cognito.describeUserPool(r -> r.userPoolId(id)).userPool());
    pool.keySet().retainAll(KEPT);
    return pool;
  }
}
