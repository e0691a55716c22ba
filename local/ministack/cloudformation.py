"""Adds CloudFormation resources and properties that MiniStack does not support.

Identity providers:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-useridentityprovider.html

The `Metrics` of alarms, for alarms on calculated metrics:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html
Such an alarm watches the first metric of its calculation here. No local alarm notifies anyone; it only has to deploy.
"""

from ministack.services import cognito
from ministack.services.cloudformation import provisioners

_record = provisioners._cw_metric_alarm_record


def _raise_on_error(response):
    if response[0] >= 400:
        raise ValueError(f"AWS::Cognito::UserPoolIdentityProvider: {response[2]!r}")


def _create_provider(logical_id, props, stack_name):
    _raise_on_error(cognito._create_identity_provider(props))
    return props["ProviderName"], {}


def _update_provider(name, old_props, new_props, stack_name):
    _raise_on_error(cognito._update_identity_provider(new_props))
    return name, {}


def _delete_provider(name, props):
    cognito._delete_identity_provider({"UserPoolId": props["UserPoolId"], "ProviderName": name})


def _record_with_first_metric(name, props):
    stats = [query["MetricStat"] for query in props.get("Metrics") or [] if "MetricStat" in query]
    if not stats:
        return _record(name, props)
    first = {**stats[0]["Metric"], "Period": stats[0]["Period"], "Statistic": stats[0]["Stat"]}
    return _record(name, {**props, **first, "Metrics": None})


provisioners._RESOURCE_HANDLERS["AWS::Cognito::UserPoolIdentityProvider"] = {
    "create": _create_provider,
    "update": _update_provider,
    "delete": _delete_provider,
}
provisioners._cw_metric_alarm_record = _record_with_first_metric
